package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.Subject;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.pretrain.PretrainResult;

/**
 * The rows of one pre-training.
 *
 * @param label the user's label
 * @param digest the digest of the trained weights; empty if there are none
 * @param usesLabels whether transcripts or phones were used in training the model
 * @param seed the seed of the run
 * @param precision the precision of the run
 * @param devices the devices on which it ran in parallel
 */
record PretrainRows(
        String label,
        PretrainEntry entry,
        String digest,
        boolean usesLabels,
        long seed,
        String precision,
        int devices) {
    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * The rows of a finished pre-training. The seconds of training are written last: a pre-training that has them is
     * complete.
     *
     * @param last event of its log; null if there is none
     */
    List<ResultRow> finished(PretrainResult result, @Nullable TrainingEvent last, WallClock clock) {
        List<ResultRow> rows = new ArrayList<>();
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(Metrics.DEV_LOSS, orNaN(result.devLoss()));
        values.put(Metrics.MASKED_ACCURACY, 100 * orNaN(result.devMaskedAccuracy()));
        if (last != null) {
            values.putAll(atTheEnd(last));
        }
        values.put(Metrics.TRAINING_SPEED, result.training().audioSecondsPerSecond());
        values.put(Metrics.OUTSIDE_STEPS, 100 * result.training().outsideSteps());
        values.forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                rows.add(row(metric, value, clock.training(), ""));
            }
        });
        rows.addAll(quality(result.quality()));
        rows.add(row(Metrics.AUDIO_HOURS, result.training().audioHours(), clock.training(), ""));
        rows.addAll(cost(clock, result.training().skippedSteps()));
        return rows;
    }

    /** The row of a pre-training that failed. */
    ResultRow failed(String reason) {
        return rows().failed(
                        Metrics.DEV_LOSS,
                        new Cost(null, entry.training().schedule().learningRate()),
                        reason);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** The figures that are at the end of the log but not in the result. */
    private static Map<Metric, Double> atTheEnd(TrainingEvent last) {
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(Metrics.UNMASKED_ACCURACY, 100 * last.value("dev_unmasked_accuracy"));
        last.byLayer("layer_losses").forEach((layer, loss) -> values.put(Metrics.layerLoss(layer), loss));
        values.put(Metrics.CLASSES_PREDICTED, 100 * last.value("classes_predicted"));
        values.put(Metrics.PERPLEXITY, last.value("prediction_perplexity"));
        return values;
    }

    private List<ResultRow> quality(@Nullable LabelQuality quality) {
        if (quality == null) {
            return List.of();
        }
        String note = "targets, over " + quality.frames() + " frames";
        List<ResultRow> rows = new ArrayList<>();
        rows.add(row(Metrics.PHONE_PURITY, 100 * quality.phonePurity(), null, note));
        rows.add(row(Metrics.CLUSTER_PURITY, 100 * quality.clusterPurity(), null, note));
        if (Double.isFinite(quality.pnmi())) {
            rows.add(row(Metrics.PHONE_INFORMATION, 100 * quality.pnmi(), null, note));
        }
        return rows;
    }

    private List<ResultRow> cost(WallClock clock, long skipped) {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(row(Metrics.PREPARE_SECONDS, clock.preparation(), clock.preparation(), ""));
        Double total = clock.total();
        if (total != null) {
            Cost cost = new Cost(total, entry.training().schedule().learningRate(), clock.notCounted());
            rows.add(rows().ok(Metrics.TOTAL_SECONDS, total, cost, ""));
        }
        double hours = devices * clock.training() / SECONDS_AN_HOUR;
        rows.add(row(Metrics.DEVICE_HOURS, hours, clock.training(), devices == 1 ? "" : devices + " devices"));
        String notes = skipped == 0 ? "" : skipped + " updates were left out because their gradients were not finite";
        rows.add(row(Metrics.SECONDS, clock.training(), clock.training(), notes));
        return rows;
    }

    private ResultRow row(Metric metric, double value, @Nullable Double seconds, String note) {
        return rows().ok(
                        metric,
                        value,
                        new Cost(seconds, entry.training().schedule().learningRate()),
                        note);
    }

    private RowTemplate rows() {
        return new RowTemplate(
                RowKind.PRETRAIN,
                new Subject(label, entry.provider(), entry.size(), "pretrained", digest, usesLabels),
                Protocol.ofSplit(entry.audio().dev()),
                Conditions.ofPrecision(precision),
                seed);
    }
}
