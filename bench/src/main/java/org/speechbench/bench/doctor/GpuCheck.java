package org.speechbench.bench.doctor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.bench.Amount;

/** GPUs that the engine finds. */
final class GpuCheck implements Check {
    private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

    @Override
    public List<Finding> look(Surroundings at) {
        if (at.engine().context().isEmpty()) {
            return List.of();
        }
        int count = Engine.getEngine("PyTorch").getGpuCount();
        List<Finding> findings = new ArrayList<>();
        for (int gpu = 0; gpu < count; gpu++) {
            findings.add(Finding.ok("gpu" + gpu, describe(gpu)));
        }
        if (count == 0) {
            boolean driver =
                    Files.exists(DRIVER) || ProgramsCheck.find(at, "nvidia-smi").isPresent();
            findings.add(none(driver));
        }
        return findings;
    }

    static Finding none(boolean driver) {
        return driver
                ? Finding.warning(
                        "GPU",
                        "there is an NVIDIA driver, but this engine finds no GPU; everything runs on the CPU",
                        "Choose an engine for CUDA, such as SPEECHBENCH_PROFILE=cu124; see 'Engines' in README.md.")
                : Finding.ok("GPU", "none; everything runs on the CPU");
    }

    private static String describe(int gpu) {
        MemoryUsage memory = CudaUtils.getGpuMemory(Device.gpu(gpu));
        return "compute capability " + CudaUtils.getComputeCapability(gpu) + ", CUDA "
                + CudaUtils.getCudaVersionString() + ", " + Amount.text(memory.getMax()) + " of memory, "
                + Amount.text(memory.getMax() - memory.getUsed()) + " free; use --device gpu" + gpu;
    }
}
