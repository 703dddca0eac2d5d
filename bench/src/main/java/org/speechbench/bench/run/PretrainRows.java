package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.ResultRow;
import org.speechbench.upstream.labels.LabelQuality;
import org.speechbench.upstream.pretrain.PretrainResult;

/**
 * The rows of one pre-training.
 *
 * @param label the user's
 * @param digest of the trained weights; empty if there are none
 * @param usesLabels whether the trained model has seen transcripts or phones
 * @param seed of the run
 * @param precision of the run
 * @param devices that it ran on at once
 */
record PretrainRows(
        String label,
        PretrainEntry entry,
        String digest,
        boolean usesLabels,
        long seed,
        String precision,
        int devices) {
    static final String KIND = "pretrain";
    static final Metric SECONDS = seconds("seconds", "wall-clock of training");
    static final Metric PREPARATION = seconds("prepare_seconds", "wall-clock of preparing features and labels");
    static final Metric TOTAL = seconds("total_seconds", "wall-clock of everything");

    private static final Metric DEVICE_HOURS =
            new Metric("device_hours", "device hours of training", "h", Metric.Direction.LOWER_IS_BETTER);
    private static final double SECONDS_AN_HOUR = 3600;

    private static final Metric LOSS =
            new Metric("dev_loss", "masked loss on dev", "nats", Metric.Direction.LOWER_IS_BETTER);
    private static final Metric ACCURACY = higher("masked_accuracy", "masked accuracy on dev", "%");
    private static final Metric UNMASKED = higher("unmasked_accuracy", "unmasked accuracy on dev", "%");
    private static final Metric PHONE_PURITY = higher("phone_purity", "phone purity of the targets", "%");
    private static final Metric CLUSTER_PURITY = higher("cluster_purity", "cluster purity of the targets", "%");
    private static final Metric PNMI = higher("pnmi", "phone-normalised mutual information of the targets", "%");
    private static final Metric HOURS = higher("audio_hours", "audio trained on", "h");
    private static final Metric CLASSES = higher("classes_predicted", "classes predicted at the end", "%");
    private static final Metric PERPLEXITY =
            higher("prediction_perplexity", "perplexity of predictions at the end", "classes");
    private static final Metric SPEED = higher("audio_seconds_per_second", "speed of training", "audio-s/s");
    private static final Metric OUTSIDE =
            new Metric("outside_steps", "training time outside of steps", "%", Metric.Direction.LOWER_IS_BETTER);

    private static Metric higher(String id, String text, String unit) {
        return new Metric(id, text, unit, Metric.Direction.HIGHER_IS_BETTER);
    }

    private static Metric seconds(String id, String text) {
        return new Metric(id, text, "s", Metric.Direction.LOWER_IS_BETTER);
    }

    /** Whether a row is the measured one of a pre-training and a metric. */
    static boolean measures(ResultRow row, String label, Metric metric) {
        return measures(row, KIND, label, metric);
    }

    /** Whether a row is the measured one of a training of some kind and a metric. */
    static boolean measures(ResultRow row, String kind, String label, Metric metric) {
        return row.kind().equals(kind)
                && row.upstream().equals(label)
                && row.metric().id().equals(metric.id())
                && row.ok();
    }

    /**
     * Those of one that is finished. {@link #SECONDS} comes last: a pre-training that has it needs nothing more.
     *
     * @param last event of its log; null if there is none
     */
    List<ResultRow> finished(PretrainResult result, @Nullable PretrainEvent last, WallClock clock) {
        List<ResultRow> rows = new ArrayList<>();
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(LOSS, orNaN(result.devLoss()));
        values.put(ACCURACY, 100 * orNaN(result.devMaskedAccuracy()));
        if (last != null) {
            values.putAll(atTheEnd(last.diagnostics()));
        }
        values.put(SPEED, result.audioSecondsPerSecond());
        values.put(OUTSIDE, 100 * result.outsideSteps());
        values.forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                rows.add(ok(metric, value, clock.training(), ""));
            }
        });
        rows.addAll(quality(result.quality()));
        rows.add(ok(HOURS, result.audioHours(), clock.training(), ""));
        rows.addAll(cost(clock, result.skippedSteps()));
        return rows;
    }

    /** That of one that failed. */
    ResultRow failed(String reason) {
        return row(LOSS, null, null, "failed", reason);
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /** What the end of the log says and the result does not. */
    private static Map<Metric, Double> atTheEnd(PretrainDiagnostics seen) {
        Map<Metric, Double> values = new LinkedHashMap<>();
        values.put(UNMASKED, 100 * orNaN(seen.devUnmaskedAccuracy()));
        seen.layerLosses()
                .forEach((layer, loss) -> values.put(
                        new Metric(
                                "masked_loss_layer_" + layer,
                                "masked loss of layer " + layer + " at the end",
                                "nats",
                                Metric.Direction.LOWER_IS_BETTER),
                        loss));
        values.put(CLASSES, 100 * seen.classesPredicted());
        values.put(PERPLEXITY, seen.predictionPerplexity());
        return values;
    }

    private List<ResultRow> quality(@Nullable LabelQuality quality) {
        if (quality == null) {
            return List.of();
        }
        String detail = "targets, over " + quality.frames() + " frames";
        List<ResultRow> rows = new ArrayList<>();
        rows.add(ok(PHONE_PURITY, 100 * quality.phonePurity(), null, detail));
        rows.add(ok(CLUSTER_PURITY, 100 * quality.clusterPurity(), null, detail));
        if (Double.isFinite(quality.pnmi())) {
            rows.add(ok(PNMI, 100 * quality.pnmi(), null, detail));
        }
        return rows;
    }

    private List<ResultRow> cost(WallClock clock, long skipped) {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(ok(PREPARATION, clock.preparation(), clock.preparation(), ""));
        Double total = clock.total();
        if (total != null) {
            rows.add(ok(TOTAL, total, total, clock.notCounted()));
        }
        double hours = devices * clock.training() / SECONDS_AN_HOUR;
        rows.add(ok(DEVICE_HOURS, hours, clock.training(), devices == 1 ? "" : devices + " devices"));
        String notes = skipped == 0 ? "" : skipped + " updates were left out because their gradients were not finite";
        rows.add(ok(SECONDS, clock.training(), clock.training(), notes));
        return rows;
    }

    private ResultRow ok(Metric metric, double value, @Nullable Double seconds, String detail) {
        return row(metric, value, seconds, "ok", detail);
    }

    private ResultRow row(
            Metric metric, @Nullable Double value, @Nullable Double seconds, String status, String detail) {
        return new ResultRow(
                KIND,
                label,
                entry.provider(),
                entry.size(),
                "pretrained",
                digest,
                "",
                "",
                0,
                "",
                "",
                entry.dev(),
                metric,
                value,
                value == null ? 0 : 1,
                null,
                seed,
                entry.learningRate(),
                precision,
                seconds,
                status,
                detail,
                usesLabels);
    }
}
