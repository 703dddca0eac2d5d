package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.speechbench.core.Progress;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;

/** The started engine on every device of a run, and the speed of the first device. */
final class Engines implements AutoCloseable {
    private final List<EngineContext> all = new ArrayList<>();
    private final Map<String, Double> ceilings = new TreeMap<>();

    /** @throws org.speechbench.core.UserError if a device does not support the precision */
    Engines(Devices devices, Precision precision, Progress progress) {
        try {
            devices.all().forEach(device -> all.add(EngineContext.on(device, precision)));
            try (Progress.Stage stage = progress.start("measure matrix products", 0)) {
                // If products are computed in TF32, this also applies to those named fp32.
                if (precision != Precision.TF32) {
                    ceilings.put(Precision.FP32.id(), Ceiling.gigaFlops(main(), Precision.FP32));
                }
                ceilings.computeIfAbsent(precision.id(), id -> Ceiling.gigaFlops(main(), precision));
                stage.advance(1, "");
            }
            slowPrecision(precision).ifPresent(progress::note);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A warning if matrices are multiplied much more slowly in a precision than in fp32; otherwise empty. */
    Optional<String> slowPrecision(Precision precision) {
        Double fp32 = ceilings.get(Precision.FP32.id());
        Double own = ceilings.get(precision.id());
        return fp32 == null || own == null || own >= fp32 / 2
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Slow precision: this machine multiplies matrices at %.1f GFLOP/s in %s and at %.1f in fp32, so that"
                                + " 'precision: fp32' is faster here.",
                        own,
                        precision.id(),
                        fp32));
    }

    /** The engine on the device that is used for everything except pre-training. */
    EngineContext main() {
        return all.get(0);
    }

    /**
     * Lets all devices use the same kernels.
     *
     * @param earlier those of the run before it was resumed, which are used again
     * @param added is called whenever one was chosen
     */
    void keepKernels(Map<String, String> earlier, Runnable added) {
        KernelChoices alike = main().choices().after(earlier, made -> added.run());
        all.replaceAll(engine -> engine.choosing(alike));
    }

    /** All engines, the main one first. */
    List<EngineContext> all() {
        return List.copyOf(all);
    }

    /** The measured speed of the matrix product by precision, in GFLOP/s. */
    Map<String, Double> ceilings() {
        return Map.copyOf(ceilings);
    }

    /**
     * Frees the memory of the devices for other processes. Nothing can be computed here afterwards; versions and ceilings are
     * still known.
     */
    void release() {
        all.forEach(EngineContext::release);
    }

    @Override
    public void close() {
        all.forEach(EngineContext::close);
    }
}
