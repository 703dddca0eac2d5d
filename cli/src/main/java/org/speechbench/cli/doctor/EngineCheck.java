package org.speechbench.cli.doctor;

import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.List;

/** Whether PyTorch starts, and which it is. */
final class EngineCheck implements Check {
    private static final String SUBJECT = "engine";

    @Override
    public List<Finding> look(Environment at) {
        EngineSet set = EngineSet.of(at);
        return List.of(
                at.engine()
                        .context()
                        .map(engine -> started(engine.version(), LibUtils.getLibtorchPath(), set))
                        .orElseGet(() -> Finding.problem(
                                SUBJECT,
                                "PyTorch does not start, so nothing can be computed: "
                                        + at.engine().failure(),
                                cure(at.engine().failure(), set))),
                Finding.ok("engine set", set.text()));
    }

    /** @param libraries folder that they were loaded from */
    static Finding started(String version, String libraries, EngineSet set) {
        String text = version + ", libraries in " + libraries;
        if (set.isInstalled()
                && !Path.of(libraries).startsWith(Path.of(set.installed()).toAbsolutePath())) {
            return Finding.warning(
                    SUBJECT,
                    text + ", not those that " + EngineSet.INSTALLED + " names, " + set.installed(),
                    "Give the folder with libtorch in it, with PYTORCH_VERSION and PYTORCH_FLAVOR.");
        }
        if (!set.isInstalled() && set.cuda().isPresent() && libraries.contains("-cpu-")) {
            return Finding.warning(
                    SUBJECT,
                    text + ", which are for the CPU and not those of the engine set " + set.name(),
                    "They are chosen by the GPUs that are found: see the lines on driver and CUDA runtime.");
        }
        return Finding.ok(SUBJECT, text);
    }

    static String cure(String failure, EngineSet set) {
        if (failure.contains("libcudnn")) {
            return CudaLibrariesCheck.CUDNN_CURE;
        }
        if (failure.contains("libcuda.so")) {
            return "Install NVIDIA's driver, or choose an engine for the CPU: unset SPEECHBENCH_PROFILE.";
        }
        if (set.isInstalled()) {
            return EngineSet.INSTALLED + " names an installed PyTorch: it must have exactly the bridge's version,"
                    + " in PYTORCH_VERSION too; or unset it.";
        }
        return "Delete " + Utils.getEngineCacheDir() + " and bench/target/app, and start again"
                + (set.name().equals("default") ? "." : "; or unset SPEECHBENCH_PROFILE for the default engine.");
    }
}
