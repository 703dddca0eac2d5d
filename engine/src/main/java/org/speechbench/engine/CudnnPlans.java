package org.speechbench.engine;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.speechbench.engine.TensorFloat32.Environment;

/**
 * The limit of what cuDNN's plans for convolutions occupy. PyTorch keeps a plan for every shape, and speech has as many shapes as
 * there are lengths: up to 10,000 a thread, and without a limit in PyTorch 2.0 (pytorch issues 98688, 104369). libtorch reads
 * the environment of the process at the first convolution; what is set there already stays.
 */
final class CudnnPlans {
    private static final String LIMIT = "TORCH_CUDNN_V8_API_LRU_CACHE_LIMIT";
    private static final String PLANS = "500";
    private static final String DISABLED = "TORCH_CUDNN_V8_API_DISABLED";

    private CudnnPlans() {}

    /**
     * Limits them; it does nothing on systems without CUDA.
     *
     * @param version of PyTorch
     */
    static void limit(String version) {
        if (Platform.isLinux()) {
            limit(version, Native.load("c", Environment.class));
        }
    }

    static void limit(String version, Environment environment) {
        environment.setenv(LIMIT, PLANS, 0);
        if (version.startsWith("2.0")) {
            // It does not read the limit; its older interface keeps no plans.
            environment.setenv(DISABLED, "1", 0);
        }
    }
}
