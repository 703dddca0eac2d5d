package org.speechbench.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Decides whether products of fp32 matrices may be computed in TF32 on a GPU. libtorch and NVIDIA's libraries read the
 * environment of the process when they start, and no operator changes the setting; it is therefore set before the
 * engine starts, once per process. PyTorch documents {@code TORCH_ALLOW_TF32_CUBLAS_OVERRIDE} for matrix products;
 * convolutions use TF32 by default unless {@code NVIDIA_TF32_OVERRIDE} is 0.
 */
final class TensorFloat32 {
    private static final String CHOSEN = "SPEECHBENCH_TF32";
    private static final String PRODUCTS = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";
    private static final String NVIDIA = "NVIDIA_TF32_OVERRIDE";

    private TensorFloat32() {}

    /** The C library's environment, of which Java's is only a copy. */
    interface Environment extends Library {
        int setenv(String name, String value, int overwrite);

        int unsetenv(String name);

        String getenv(String name);
    }

    /**
     * Allows or forbids TF32; it does nothing on systems without CUDA.
     *
     * @throws IllegalStateException if the engine was already started with the opposite setting
     */
    static void choose(boolean allowed) {
        if (Platform.isLinux()) {
            choose(allowed, Native.load("c", Environment.class));
        }
    }

    static void choose(boolean allowed, Environment environment) {
        String wanted = allowed ? "1" : "0";
        // A process inherits the setting of its parent, but may choose its own.
        String own = ProcessHandle.current().pid() + ":";
        String chosen = environment.getenv(CHOSEN);
        if (chosen != null && chosen.startsWith(own) && !chosen.equals(own + wanted)) {
            throw new IllegalStateException("fp32 and tf32 cannot both be computed by one process");
        }
        environment.setenv(CHOSEN, own + wanted, 1);
        environment.setenv(PRODUCTS, wanted, 1);
        if (allowed) {
            environment.unsetenv(NVIDIA);
        } else {
            environment.setenv(NVIDIA, "0", 1);
        }
    }
}
