package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.pretrain.PretrainResult;
import org.speechbench.upstream.targets.TargetSource;
import org.speechbench.upstream.training.TrainerResult;

/**
 * The rows of a finished pre-training.
 *
 * @param sources the trainings that it depends on, without those that one of these includes
 * @param devices the number of devices on which it ran in parallel
 */
record PretrainRows(TrainingRows rows, PretrainEntry entry, List<String> sources, int devices) {
    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * All rows. The seconds of training are the last.
     *
     * @param last event of its log; null if there is none
     * @param before the rows of the run
     */
    List<ResultRow> finished(PretrainResult result, @Nullable TrainingEvent last, List<ResultRow> before) {
        TrainerResult training = result.training();
        double seconds = training.totalSeconds();
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(devLoss(entry), orNaN(result.devLoss()));
        values.put(Metrics.MASKED_ACCURACY, 100 * orNaN(result.devMaskedAccuracy()));
        if (last != null) {
            values.putAll(atTheEnd(last));
        }
        values.put(Metrics.TRAINING_SPEED, training.audioSecondsPerSecond());
        values.put(Metrics.OUTSIDE_STEPS, 100 * training.outsideSteps());
        List<ResultRow> all = new ArrayList<>();
        values.forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                all.add(rows.ok(metric, value, seconds, ""));
            }
        });
        all.addAll(quality(result.quality()));
        all.add(rows.ok(Metrics.AUDIO_HOURS, training.audioHours(), seconds, ""));
        double preparation = result.prepareSeconds();
        all.add(rows.ok(Metrics.PREPARE_SECONDS, preparation, preparation, ""));
        TargetSource targets = entry.targets();
        rows.total(seconds + preparation, sources, notCounted(targets), before).ifPresent(all::add);
        double hours = devices * seconds / SECONDS_AN_HOUR;
        all.add(rows.ok(Metrics.DEVICE_HOURS, hours, seconds, devices == 1 ? "" : devices + " devices"));
        long skipped = training.skippedSteps();
        all.add(rows.ok(
                Metrics.SECONDS,
                seconds,
                seconds,
                skipped == 0 ? "" : skipped + " updates were left out because their gradients were not finite"));
        return all;
    }

    private List<String> notCounted(TargetSource targets) {
        PretrainEntry.Distilled distilled = entry.distilled();
        String first = distilled == null ? "" : distilled.init().checkpoint();
        return Stream.of(targets.notCounted(), first.isEmpty() ? "" : "the training of " + first)
                .filter(work -> !work.isEmpty())
                .distinct()
                .toList();
    }

    /** The loss on dev that a training is followed by. */
    static Metric devLoss(PretrainEntry entry) {
        return entry.distilled() == null ? Metrics.DEV_LOSS : Metrics.DISTILLATION_LOSS;
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** The figures that are at the end of the log but not in the result. */
    private Map<Metric, Double> atTheEnd(TrainingEvent last) {
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(Metrics.UNMASKED_ACCURACY, 100 * last.value("dev_unmasked_accuracy"));
        last.byLayer("layer_losses")
                .forEach((layer, loss) -> values.put(
                        entry.distilled() == null ? Metrics.layerLoss(layer) : Metrics.targetLoss(layer), loss));
        values.put(Metrics.CLASSES_PREDICTED, 100 * last.value("classes_predicted"));
        values.put(Metrics.PERPLEXITY, last.value("prediction_perplexity"));
        return values;
    }

    private List<ResultRow> quality(@Nullable LabelQuality quality) {
        if (quality == null) {
            return List.of();
        }
        String note = "targets, over " + quality.frames() + " frames";
        List<ResultRow> all = new ArrayList<>();
        all.add(rows.ok(Metrics.PHONE_PURITY, 100 * quality.phonePurity(), null, note));
        all.add(rows.ok(Metrics.CLUSTER_PURITY, 100 * quality.clusterPurity(), null, note));
        if (Double.isFinite(quality.pnmi())) {
            all.add(rows.ok(Metrics.PHONE_INFORMATION, 100 * quality.pnmi(), null, note));
        }
        return all;
    }
}
