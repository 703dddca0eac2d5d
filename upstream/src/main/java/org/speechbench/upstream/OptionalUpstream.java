package org.speechbench.upstream;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/**
 * An upstream of speechbench whose libraries are too large for the application: it is there once its module was built, as the
 * launchers do where {@code SPEECHBENCH_WITH} names it, or once the jars of its own archive are among the plug-ins.
 *
 * @param module folder and name of the module
 * @param provider class of the provider
 * @param opens what it is for, in a few words
 */
public record OptionalUpstream(String name, String module, String provider, String opens) {
    static final List<OptionalUpstream> ALL = List.of(new OptionalUpstream(
            "onnx", "onnx", "org.speechbench.onnx.OnnxProvider", "opens models in ONNX files, with ONNX Runtime"));

    /** What to do where it is not there, in a sentence. */
    public String cure() {
        Home home = home();
        if (home != null && !home.hasSources()) {
            return "Unpack the archive of " + module + " of the same release into "
                    + home.root().resolve("plugins");
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String launcher = (home == null ? "." : home.root()) + (windows ? "\\speechbench.cmd" : "/speechbench");
        return "Build it once: "
                + (windows ? "set \"SPEECHBENCH_WITH=" + module + "\" && " : "SPEECHBENCH_WITH=" + module + " ")
                + launcher
                + " list upstreams";
    }

    private static @Nullable Home home() {
        try {
            return Home.find();
        } catch (UserError e) {
            return null;
        }
    }

    /** What a list of upstreams says where it is not there, in a sentence without a full stop. */
    public String note() {
        return "upstream " + name + ", which " + opens + ", is not built. " + cure();
    }

    UserError missing() {
        return new UserError("Upstream " + name + ", which " + opens + ", is not built.", cure());
    }
}
