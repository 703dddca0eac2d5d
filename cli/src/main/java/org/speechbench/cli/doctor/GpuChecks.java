package org.speechbench.cli.doctor;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speechbench.bench.jmh.MatrixProduct;
import org.speechbench.bench.run.Ceiling;
import org.speechbench.core.ByteSize;
import org.speechbench.core.result.Gpu;
import org.speechbench.core.result.Machine;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;
import org.speechbench.engine.device.Gpus;
import org.speechbench.engine.device.NvidiaSystem;

/** Checks of the GPUs that the engine finds, and of the speed of matrix products on all devices. */
final class GpuChecks {
    /** The instruction sets with products of bf16, in the kernel's spelling. */
    private static final List<String> NATIVE = List.of("amx_bf16", "avx512_bf16", "bf16");

    /** A process that computes in fp32 cannot also compute in tf32, whose speed would be that of fp32 here. */
    static final List<Precision> MEASURED = List.of(Precision.FP32, Precision.BF16, Precision.FP16);

    private GpuChecks() {}

    /** Reports the GPUs that the engine finds and the types that are native to them. */
    static List<Finding> gpus(Environment at) {
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

    /** @param runtime the version of CUDA as DJL writes it, without a point */
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
        if (capability >= Precision.BF16.nativeFrom()) {
            return Finding.ok(subject, "fp32, tf32, bf16 and fp16 are native");
        }
        return capability >= Precision.FP16.nativeFrom()
                ? Finding.ok(subject, "fp32 and fp16 are native; there is no tf32, and bf16 is emulated: use fp16")
                : Finding.ok(subject, "fp32 is native; the others gain nothing");
    }

    /** @param engine the CUDA version that the engine was built for; empty if it was built for the processor */
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
                        "Choose an engine for CUDA: " + profile(Version.parse(system.driver()))
                                + "; see docs/engines.md."));
    }

    /** The setting that chooses an engine for a driver. */
    private static String profile(Version driver) {
        return new CudaVersion(12, 4).runsOn(driver) ? "SPEECHBENCH_PROFILE=cu124" : "SPEECHBENCH_PROFILE=cu118";
    }

    /** Measures matrix products in fp32 and bf16 on the processor and on every GPU that the engine finds. */
    static List<Finding> precisions(Environment at) {
        return at.engine().context().map(GpuChecks::measured).orElse(List.of());
    }

    private static List<Finding> measured(EngineContext engine) {
        double fp32 = Ceiling.gigaFlops(engine, Precision.FP32);
        double bf16 = Ceiling.gigaFlops(engine, Precision.BF16);
        List<String> flags =
                Machine.probe().isaFlags().stream().filter(NATIVE::contains).toList();
        List<Finding> findings = new ArrayList<>(
                List.of(Finding.ok("fp32", speed(fp32, MatrixProduct.size(engine.device()))), bf16(fp32, bf16, flags)));
        for (int gpu = 0; gpu < EngineContext.gpus(Precision.FP32); gpu++) {
            findings.addAll(measured(Device.gpu(gpu)));
        }
        return findings;
    }

    /** The engine also finds a GPU for which it has no kernels; that GPU fails here. */
    private static List<Finding> measured(Device gpu) {
        List<Finding> findings = new ArrayList<>();
        for (Precision precision : MEASURED) {
            String subject = Devices.name(gpu) + " " + precision.id();
            try (EngineContext engine = EngineContext.on(gpu)) {
                double speed = Ceiling.gigaFlops(engine, precision);
                findings.add(Finding.ok(subject, speed(speed, MatrixProduct.size(gpu))));
            } catch (RuntimeException | LinkageError e) {
                findings.add(failed(subject, Doctor.text(e)));
            }
        }
        return findings;
    }

    static Finding failed(String subject, String reason) {
        String cure = reason.contains("no kernel image")
                ? "This engine has nothing for GPUs of that compute capability: choose another one of docs/engines.md."
                : "See whether others use up its memory, and what the lines above say of driver and libraries.";
        return Finding.problem(subject, "does not multiply matrices: " + reason, cure);
    }

    static Finding bf16(double fp32, double bf16, List<String> flags) {
        String how = flags.isEmpty() ? "no instructions for it" : "native by " + String.join(", ", flags);
        String text = speed(bf16, MatrixProduct.size(Device.cpu()))
                + String.format(Locale.ROOT, ", %.1f times fp32; ", bf16 / fp32)
                + how;
        return bf16 > fp32
                ? Finding.ok("bf16", text)
                : Finding.warning("bf16", text, "Use --precision fp32, or 'precision: fp32' in experiments.");
    }

    private static String speed(double gigaFlops, int size) {
        return String.format(Locale.ROOT, "%.0f GFLOP/s in products of %d x %d matrices", gigaFlops, size, size);
    }
}
