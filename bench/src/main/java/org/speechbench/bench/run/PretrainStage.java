package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.audio.AudioReader;
import org.speechbench.core.corpus.WaveformReader;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PretrainDiagnostics;
import org.speechbench.core.result.PretrainEvent;
import org.speechbench.core.result.PretrainLog;
import org.speechbench.core.result.ResultRow;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.pretrain.KaldiFilterBank;
import org.speechbench.upstream.pretrain.PretrainConfig;
import org.speechbench.upstream.pretrain.PretrainJob;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.PretrainResult;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.script.Precision;
import org.speechbench.upstream.target.LabelQuality;

/** Pre-trains what an experiment names, each once: what is finished is not done again. */
final class PretrainStage {
    private static final String KIND = "pretrain";
    private static final Metric LOSS =
            new Metric("dev_loss", "masked loss on dev", "nats", Metric.Direction.LOWER_IS_BETTER);
    private static final Metric ACCURACY =
            new Metric("masked_accuracy", "masked accuracy on dev", "%", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric UNMASKED =
            new Metric("unmasked_accuracy", "unmasked accuracy on dev", "%", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric PHONE_PURITY = quality("phone_purity", "phone purity of the targets");
    private static final Metric CLUSTER_PURITY = quality("cluster_purity", "cluster purity of the targets");
    private static final Metric PNMI = quality("pnmi", "phone-normalised mutual information of the targets");
    private static final Metric HOURS =
            new Metric("audio_hours", "audio trained on", "h", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric CLASSES =
            new Metric("classes_predicted", "classes predicted at the end", "%", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric PERPLEXITY = new Metric(
            "prediction_perplexity",
            "perplexity of predictions at the end",
            "classes",
            Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric SPEED =
            new Metric("audio_seconds_per_second", "speed of training", "audio-s/s", Metric.Direction.HIGHER_IS_BETTER);
    private static final Metric SECONDS = new Metric("seconds", "wall-clock", "s", Metric.Direction.LOWER_IS_BETTER);

    private final ExperimentConfig config;
    private final EngineContext engine;
    private final RunFolder folder;
    private final TargetSources targets;
    private final Path work;
    private final AudioReader reader;
    private final boolean skipBad;
    private final BooleanSupplier stop;
    private final Progress progress;

    private static Metric quality(String id, String label) {
        return new Metric(id, label, "%", Metric.Direction.HIGHER_IS_BETTER);
    }

    PretrainStage(
            ExperimentConfig config,
            EngineContext engine,
            RunFolder folder,
            TargetSources targets,
            Path work,
            AudioReader reader,
            boolean skipBad,
            BooleanSupplier stop,
            Progress progress) {
        this.config = config;
        this.engine = engine;
        this.folder = folder;
        this.targets = targets;
        this.work = work;
        this.reader = reader;
        this.skipBad = skipBad;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * The folder of the finished model.
     *
     * @param models those of the pre-trainings before it, by label
     * @throws Stopped if the user asked for it before the end; a checkpoint is then on disk
     */
    Path run(String label, TrainingPlan.PlannedPretraining planned, Map<String, Path> models) {
        Path out = folder.files().pretrain(label);
        Path model = out.resolve(PretrainJob.MODEL);
        if (finished(label) && Files.isDirectory(model)) {
            progress.note("pre-training of " + label + " is finished");
            return model;
        }
        folder.keep(r -> !(r.kind().equals(KIND) && r.upstream().equals(label)), w -> true);
        PretrainResult result;
        try (KaldiFilterBank filterBank = new KaldiFilterBank(engine)) {
            result = job(planned, models, filterBank, out).run(true, stop);
        }
        Path trained = result.model();
        if (trained == null) {
            throw new Stopped();
        }
        rows(label, planned, result, trained).forEach(folder.results()::append);
        return trained;
    }

    /** The row of a pre-training that failed. */
    ResultRow failed(String label, TrainingPlan.PlannedPretraining planned, String reason) {
        return row(label, planned.entry(), "", LOSS, null, null, "failed", reason);
    }

    private boolean finished(String label) {
        return folder.results().rows().stream()
                .anyMatch(r -> r.kind().equals(KIND)
                        && r.upstream().equals(label)
                        && r.metric().id().equals(SECONDS.id())
                        && r.ok());
    }

    private PretrainJob job(
            TrainingPlan.PlannedPretraining planned, Map<String, Path> models, KaldiFilterBank filterBank, Path out) {
        PretrainEntry entry = planned.entry();
        return new PretrainJob(
                engine,
                planned.provider(),
                options(entry, null),
                settings(entry),
                planned.corpus().split(entry.train()),
                planned.corpus().split(entry.dev()),
                new WaveformReader(reader, planned.corpus().name()),
                targets.of(entry.targets(), models),
                filterBank,
                skipBad,
                work,
                out,
                progress,
                targets.phones(entry.phones()));
    }

    private UpstreamOptions options(PretrainEntry entry, @Nullable Path checkpoint) {
        return new UpstreamOptions(
                entry.size(), checkpoint, config.seed(), Precision.of(config.precision()), entry.settings());
    }

    private PretrainConfig settings(PretrainEntry e) {
        PretrainOptions model = new PretrainOptions(
                e.dropout(),
                e.layerDrop(),
                e.unmaskedWeight(),
                e.featureGradientScale(),
                e.featurePenalty(),
                e.temperature());
        return new PretrainConfig(
                e.steps(),
                e.batchSeconds(),
                e.cropSeconds(),
                e.maskProbability(),
                e.maskMilliseconds(),
                e.learningRate(),
                e.warmup(),
                e.weightDecay(),
                e.clip(),
                model,
                config.seed(),
                e.logEvery(),
                e.evaluateEvery(),
                e.checkpointEvery(),
                e.cropToShortest());
    }

    /** The seconds come last: a pre-training that has them is finished. */
    private List<ResultRow> rows(
            String label, TrainingPlan.PlannedPretraining planned, PretrainResult result, Path model) {
        PretrainEntry entry = planned.entry();
        String digest;
        try (Upstream upstream = planned.provider().open(engine, options(entry, model))) {
            digest = upstream.digest();
        }
        double seconds = result.totalSeconds();
        List<ResultRow> rows = new ArrayList<>();
        Double loss = result.devLoss();
        if (loss != null) {
            rows.add(row(label, entry, digest, LOSS, loss, seconds, "ok", ""));
        }
        Double accuracy = result.devMaskedAccuracy();
        if (accuracy != null) {
            rows.add(row(label, entry, digest, ACCURACY, 100 * accuracy, seconds, "ok", ""));
        }
        lastEvent(label).ifPresent(e -> measured(e).forEach((metric, value) -> {
            if (Double.isFinite(value)) {
                rows.add(row(label, entry, digest, metric, value, seconds, "ok", ""));
            }
        }));
        rows.add(row(label, entry, digest, SPEED, result.audioSecondsPerSecond(), seconds, "ok", ""));
        rows.addAll(quality(label, entry, digest, result.quality()));
        rows.add(row(label, entry, digest, HOURS, result.audioHours(), seconds, "ok", ""));
        String skipped = result.skippedSteps() == 0
                ? ""
                : result.skippedSteps() + " updates were left out because their gradients were not finite";
        rows.add(row(label, entry, digest, SECONDS, seconds, seconds, "ok", skipped));
        return rows;
    }

    private Optional<PretrainEvent> lastEvent(String label) {
        List<PretrainEvent> events = new PretrainLog(folder.files().events(label)).read();
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }

    /** What the end of the log says and the result does not. */
    private static Map<Metric, Double> measured(PretrainEvent last) {
        PretrainDiagnostics seen = last.diagnostics();
        Map<Metric, Double> values = new LinkedHashMap<>();
        Double unmasked = seen.devUnmaskedAccuracy();
        values.put(UNMASKED, unmasked == null ? Double.NaN : 100 * unmasked);
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

    private List<ResultRow> quality(String label, PretrainEntry entry, String digest, @Nullable LabelQuality quality) {
        if (quality == null) {
            return List.of();
        }
        String detail = "targets, over " + quality.frames() + " frames";
        List<ResultRow> rows = new ArrayList<>();
        rows.add(row(label, entry, digest, PHONE_PURITY, 100 * quality.phonePurity(), null, "ok", detail));
        rows.add(row(label, entry, digest, CLUSTER_PURITY, 100 * quality.clusterPurity(), null, "ok", detail));
        if (Double.isFinite(quality.pnmi())) {
            rows.add(row(label, entry, digest, PNMI, 100 * quality.pnmi(), null, "ok", detail));
        }
        return rows;
    }

    private ResultRow row(
            String label,
            PretrainEntry entry,
            String digest,
            Metric metric,
            @Nullable Double value,
            @Nullable Double seconds,
            String status,
            String detail) {
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
                config.seed(),
                entry.learningRate(),
                config.precision(),
                seconds,
                status,
                detail);
    }
}
