package org.speechbench.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.model.MaskedFrames;
import org.speechbench.upstream.pretrain.Compute;
import org.speechbench.upstream.pretrain.TrainingCost;

/**
 * What is timed in a process of its own.
 *
 * @param label as results call it
 * @param provider of the upstream
 * @param size empty where the provider has none
 * @param settings of the provider
 * @param compute how a training step is computed
 * @param classes of a training step's targets
 * @param seconds of each crop
 * @param batch crops
 * @param ladder whether it is a row of a ladder, of which training steps alone are timed
 */
record TimedRow(
        String label,
        UpstreamProvider provider,
        String size,
        Map<String, String> settings,
        Compute compute,
        int classes,
        double seconds,
        int batch,
        boolean ladder) {
    /**
     * The rows of a ladder, or else one for every upstream.
     *
     * @throws org.speechbench.core.UserError if there is no such provider
     */
    static List<TimedRow> of(ThroughputEntry entry, Services services) {
        List<TimedRow> rows = new ArrayList<>();
        entry.ladder().rows().forEach((label, row) -> {
            UpstreamProvider provider = services.upstreams().get(row.provider());
            rows.add(new TimedRow(
                    label,
                    provider,
                    size(provider, row.size().isEmpty() ? entry.size() : row.size()),
                    row.settings(),
                    Compute.of(row.compute()),
                    row.classes(),
                    row.seconds() == 0 ? entry.seconds() : row.seconds(),
                    row.batch() == 0 ? entry.batch() : row.batch(),
                    true));
        });
        for (String name : entry.upstreams()) {
            UpstreamProvider provider = services.upstreams().get(name);
            rows.add(new TimedRow(
                    name,
                    provider,
                    size(provider, entry.size()),
                    Map.of(),
                    Compute.OPTIMISED,
                    entry.classes(),
                    entry.seconds(),
                    entry.batch(),
                    false));
        }
        return rows;
    }

    private static String size(UpstreamProvider provider, String wanted) {
        return provider.sizes().isEmpty() ? "" : wanted;
    }

    /** Seconds of audio that a step or an encode takes. */
    double audioSeconds() {
        return batch * seconds;
    }

    boolean trains() {
        return provider instanceof PretrainableProvider;
    }

    /** Whether a training step can be timed part by part. */
    boolean comesApart() {
        return trains() && !MaskedFrames.DECODER.id().equals(settings.get(MaskedFrames.SETTING));
    }

    /** Arithmetic of a training step; unknown where the provider does not say or cannot train. */
    TrainingCost cost(String precision) {
        return provider instanceof PretrainableProvider trainable
                ? trainable.trainingCost(options(precision), classes, seconds)
                : TrainingCost.UNKNOWN;
    }

    /** Audio-seconds of the published pre-training; 0 where nothing is published. */
    double publishedSeconds(String precision) {
        return provider instanceof PretrainableProvider trainable
                ? trainable.publishedSchedule(options(precision)).audioSeconds()
                : 0;
    }

    private UpstreamOptions options(String precision) {
        return new UpstreamOptions(size, null, 1, Precision.of(precision), settings);
    }
}
