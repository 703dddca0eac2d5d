package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.model.MaskPlacement;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.pretrain.StepFlops;

/**
 * What is timed in a process of its own.
 *
 * @param label as results call it
 * @param upstream with random weights
 * @param pretraining what takes its training steps; empty where it cannot be pre-trained
 * @param compute how a training step is computed
 * @param classes of a training step's targets
 * @param seconds of each crop
 * @param batch crops
 * @param ladder whether it is a row of a ladder, of which training steps alone are timed
 */
record BenchmarkSubject(
        String label,
        UpstreamSpec upstream,
        Optional<Pretraining> pretraining,
        KernelSet compute,
        int classes,
        double seconds,
        int batch,
        boolean ladder) {
    /**
     * The rows of a ladder, and one for every upstream.
     *
     * @throws org.speechbench.core.UserError if there is no such provider, size or setting
     */
    static List<BenchmarkSubject> of(ThroughputEntry entry, String precision, Upstreams upstreams) {
        List<BenchmarkSubject> rows = new ArrayList<>();
        entry.ladder().rows().forEach((label, row) -> {
            UpstreamSpec spec = spec(
                    row.provider(),
                    row.size().isEmpty() ? entry.workload().size() : row.size(),
                    row.settings(),
                    precision,
                    upstreams);
            rows.add(new BenchmarkSubject(
                    label,
                    spec,
                    upstreams.get(row.provider()).capability(Pretraining.class),
                    row.compute(),
                    row.classes(),
                    row.seconds() == 0 ? entry.workload().seconds() : row.seconds(),
                    row.batch() == 0 ? entry.workload().batch() : row.batch(),
                    true));
        });
        for (String name : entry.upstreams()) {
            rows.add(new BenchmarkSubject(
                    name,
                    spec(name, entry.workload().size(), Map.of(), precision, upstreams),
                    upstreams.get(name).capability(Pretraining.class),
                    KernelSet.OPTIMISED,
                    entry.workload().classes(),
                    entry.workload().seconds(),
                    entry.workload().batch(),
                    false));
        }
        return rows;
    }

    private static UpstreamSpec spec(
            String provider, String size, Map<String, String> settings, String precision, Upstreams upstreams) {
        String own = upstreams.get(provider).sizes().isEmpty() ? "" : size;
        UpstreamSpec spec =
                UpstreamSpec.of(provider, own, 1, Precision.of(precision)).with(settings);
        upstreams.describe(spec);
        return spec;
    }

    /** Seconds of audio that a step or an encode takes. */
    double audioSeconds() {
        return batch * seconds;
    }

    boolean trains() {
        return pretraining.isPresent();
    }

    /** Whether a training step can be timed part by part. */
    boolean comesApart() {
        return trains()
                && !MaskPlacement.DECODER.id().equals(upstream.settings().get(MaskPlacement.SETTING));
    }

    /** Arithmetic of a training step; unknown where the provider does not say or cannot train. */
    StepFlops cost() {
        return pretraining.map(p -> p.stepFlops(upstream, classes, seconds)).orElse(StepFlops.UNKNOWN);
    }

    /** Audio-seconds of the published pre-training; 0 where nothing is published. */
    double publishedSeconds() {
        return pretraining
                .map(p -> p.publishedSchedule(upstream).audioSeconds())
                .orElse(0.0);
    }
}
