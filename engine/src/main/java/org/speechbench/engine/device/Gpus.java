package org.speechbench.engine.device;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.Gpu;

/** The description of GPUs in results. */
public final class Gpus {
    private Gpus() {}

    /** The GPUs among devices that the engine found, in order; empty for the CPU, for which nothing is queried. */
    public static List<Gpu> of(Devices devices) {
        if (!devices.first().isGpu()) {
            return List.of();
        }
        NvidiaSystem system = NvidiaSystem.read();
        return devices.all().stream()
                .map(device -> of(device.getDeviceId(), system, System.getenv()))
                .toList();
    }

    /** A GPU that the engine found. */
    public static Gpu of(int index, NvidiaSystem system, Map<String, String> environment) {
        String capability = capability(CudaUtils.getComputeCapability(index));
        String name = system.name(index, environment);
        return new Gpu(
                name.isEmpty() ? "GPU of compute capability " + capability : name,
                CudaUtils.getGpuMemory(Device.gpu(index)).getMax(),
                capability,
                system.driver());
    }

    /** @param digits as DJL writes them, without a point: the last one is the minor version */
    static String capability(String digits) {
        int minor = digits.length() - 1;
        return digits.substring(0, minor) + "." + digits.substring(minor);
    }
}
