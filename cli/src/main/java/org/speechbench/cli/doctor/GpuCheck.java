package org.speechbench.cli.doctor;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.ByteSize;
import org.speechbench.core.result.Gpu;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Gpus;
import org.speechbench.engine.device.NvidiaSystem;

/** GPUs that the engine finds, and the precisions that are native to them. */
final class GpuCheck implements Check {
    /** Of the first with products of fp16 in hardware of their own, and of bf16 and tf32. */
    private static final double FP16 = 7.0;

    private static final double BF16 = 8.0;

    @Override
    public List<Finding> look(Environment at) {
        if (at.engine().context().isEmpty()) {
            return List.of();
        }
        NvidiaSystem system = NvidiaSystem.read();
        int count = EngineContext.gpus(Precision.FP32);
        List<Finding> findings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Gpu gpu = Gpus.of(index, system, at.environment());
            MemoryUsage memory = CudaUtils.getGpuMemory(Device.gpu(index));
            String cuda = CudaUtils.getCudaVersionString();
            findings.add(there(index, gpu, memory.getMax() - memory.getUsed(), cuda));
            findings.add(precisions(index, gpu));
        }
        if (count == 0) {
            findings.add(none(system, EngineSet.of(at).cuda()));
        }
        return findings;
    }

    /** @param runtime version of CUDA as DJL writes it, without a point */
    static Finding there(int index, Gpu gpu, long free, String runtime) {
        String cuda = CudaVersion.of("cu" + runtime).map(CudaVersion::toString).orElse("CUDA " + runtime);
        return Finding.ok(
                "gpu:" + index,
                gpu.name() + ", compute capability " + gpu.computeCapability() + ", " + ByteSize.text(gpu.memoryBytes())
                        + " of memory, " + ByteSize.text(free) + " free, " + cuda + "; use --device gpu:" + index);
    }

    static Finding precisions(int index, Gpu gpu) {
        String subject = "gpu:" + index + " types";
        double capability = Double.parseDouble(gpu.computeCapability());
        if (capability >= BF16) {
            return Finding.ok(subject, "fp32, tf32, bf16 and fp16 are native");
        }
        return capability >= FP16
                ? Finding.ok(subject, "fp32 and fp16 are native; there is no tf32, and bf16 is emulated: use fp16")
                : Finding.ok(subject, "fp32 is native; the others gain nothing");
    }

    /** @param engine what the engine was built for; empty if for the processor */
    static Finding none(NvidiaSystem system, Optional<CudaVersion> engine) {
        if (system.driver().isEmpty()) {
            return Finding.ok("GPU", "none; everything runs on the CPU");
        }
        String what = system.cards().isEmpty()
                ? "there is a driver of NVIDIA"
                : "there is " + system.cards().get(0).name();
        return engine.map(cuda -> Finding.problem(
                        "GPU",
                        what + ", but the engine for " + cuda + " finds no GPU",
                        "Mend what the lines on driver and CUDA runtime say; CUDA_VISIBLE_DEVICES may hide GPUs."))
                .orElseGet(() -> Finding.warning(
                        "GPU",
                        what + ", but this engine is for the CPU, so that everything runs there",
                        "Choose an engine for CUDA: " + profile(new DriverVersion(system.driver()))
                                + "; see 'Engines' in README.md."));
    }

    /** What to start with on a driver. */
    private static String profile(DriverVersion driver) {
        return new CudaVersion(12, 4).runsOn(driver) ? "SPEECHBENCH_PROFILE=cu124" : "SPEECHBENCH_PROFILE=cu118";
    }
}
