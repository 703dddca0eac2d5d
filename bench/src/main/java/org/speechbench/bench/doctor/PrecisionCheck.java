package org.speechbench.bench.doctor;

import java.util.List;
import java.util.Locale;
import org.speechbench.bench.run.Ceiling;
import org.speechbench.core.result.Machine;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;

/** Matrix products in fp32 and bf16, measured. */
final class PrecisionCheck implements Check {
    /** Instructions that multiply bf16, in the kernel's spelling. */
    private static final List<String> NATIVE = List.of("amx_bf16", "avx512_bf16", "bf16");

    @Override
    public List<Finding> look(Surroundings at) {
        return at.engine().context().map(PrecisionCheck::measured).orElse(List.of());
    }

    private static List<Finding> measured(EngineContext engine) {
        double fp32 = Ceiling.gigaFlops(engine, Precision.FP32);
        double bf16 = Ceiling.gigaFlops(engine, Precision.BF16);
        List<String> flags =
                Machine.probe().isaFlags().stream().filter(NATIVE::contains).toList();
        return List.of(Finding.ok("fp32", speed(fp32)), bf16(fp32, bf16, flags));
    }

    static Finding bf16(double fp32, double bf16, List<String> flags) {
        String how = flags.isEmpty() ? "no instructions for it" : "native by " + String.join(", ", flags);
        String text = speed(bf16) + String.format(Locale.ROOT, ", %.1f times fp32; ", bf16 / fp32) + how;
        return bf16 > fp32
                ? Finding.ok("bf16", text)
                : Finding.warning("bf16", text, "Leave 'precision: fp32', which is the default.");
    }

    private static String speed(double gigaFlops) {
        return String.format(Locale.ROOT, "%.0f GFLOP/s in products of 2048 x 2048 matrices", gigaFlops);
    }
}
