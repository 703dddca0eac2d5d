package org.speechbench.upstream.torchscript;

import java.nio.file.Path;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.TorchModule;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.exported.ExportedModel;
import org.speechbench.upstream.exported.ExportedProvider;

/** {@code torchscript}: any model that was exported as TorchScript, with the method that {@link TorchScriptModel} calls. */
public final class TorchScriptProvider extends ExportedProvider {
    static final String NAME = "torchscript";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String caution(UpstreamSpec spec) {
        if (spec.isRandom()) {
            return "";
        }
        try {
            TorchModule.require(file(spec));
        } catch (UserError e) {
            // Nothing is executed; describing it says what it is.
            return "";
        }
        return file(spec) + " is a program, which is executed with the rights of this process. Open only TorchScript"
                + " files that you trust (SECURITY.md).";
    }

    @Override
    protected void require(Path file) {
        TorchModule.require(file);
    }

    @Override
    protected ExportedModel load(EngineContext engine, Path file, UpstreamSpec spec) {
        return new TorchScriptModel(TorchModule.load(engine, file), file);
    }

    @Override
    protected String aFile() {
        return "a TorchScript file";
    }
}
