package org.speechbench.cli.doctor;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speechbench.bench.jmh.MatrixProduct;
import org.speechbench.bench.run.Ceiling;
import org.speechbench.core.result.Machine;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;

/** Matrix products in fp32 and bf16, measured on the processor and on every GPU that the engine finds. */
final class PrecisionCheck implements Check {
    /** Instructions that multiply bf16, in the kernel's spelling. */
    private static final List<String> NATIVE = List.of("amx_bf16", "avx512_bf16", "bf16");

    @Override
    public List<Finding> look(Environment at) {
        return at.engine().context().map(PrecisionCheck::measured).orElse(List.of());
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

    /** A GPU that the engine has no kernels for is found, and fails here. */
    private static List<Finding> measured(Device gpu) {
        List<Finding> findings = new ArrayList<>();
        for (Precision precision : Precision.values()) {
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
                ? "This engine has nothing for GPUs of that compute capability: choose another in 'Engines' of README.md."
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
                : Finding.warning("bf16", text, "Leave 'precision: fp32', which is the default.");
    }

    private static String speed(double gigaFlops, int size) {
        return String.format(Locale.ROOT, "%.0f GFLOP/s in products of %d x %d matrices", gigaFlops, size, size);
    }
}
