package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PhonesEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.pretrain.KaldiFilterBank;
import org.speechbench.upstream.pretrain.PretrainJob;
import org.speechbench.upstream.pretrain.PretrainResult;

/** Runs the pre-trainings of an experiment, each once; what is finished is not repeated. */
final class PretrainStage {
    private final ExperimentConfig config;
    private final Services services;
    private final List<EngineContext> engines;
    private final RunFolder folder;
    private final ExperimentTargets targets;
    private final Path work;
    private final AudioReader reader;
    private final boolean skipBad;
    private final BooleanSupplier stop;
    private final Progress progress;

    /** @param engines the engines on all devices among which batches are divided, the main one first */
    PretrainStage(
            ExperimentConfig config,
            Services services,
            List<EngineContext> engines,
            RunFolder folder,
            ExperimentTargets targets,
            Path work,
            AudioReader reader,
            boolean skipBad,
            BooleanSupplier stop,
            Progress progress) {
        this.config = config;
        this.services = services;
        this.engines = List.copyOf(engines);
        this.folder = folder;
        this.targets = targets;
        this.work = work;
        this.reader = reader;
        this.skipBad = skipBad;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Pre-trains a model and returns the folder of the finished model.
     *
     * @param models the model folders of the pre-trainings before it, by label
     * @throws Stopped if the user stopped it before the end; a checkpoint is then on disk
     */
    Path run(String label, TrainingPlan.PlannedPretraining planned, Map<String, Path> models) {
        Path out = folder.files().pretrain(label);
        Path model = out.resolve(PretrainJob.MODEL);
        if (finished(label) && Files.isDirectory(model)) {
            progress.note("pre-training of " + label + " is finished");
            return model;
        }
        PretrainResult result;
        try (KaldiFilterBank filterBank = new KaldiFilterBank(engines.get(0))) {
            result = job(planned, targets.of(label, models), filterBank, out).run(true, stop);
        }
        Path trained = result.model();
        if (trained == null) {
            throw new Stopped();
        }
        if (!finished(label)) {
            List<ResultRow> rows = rows(label, planned, result, trained);
            folder.keep(r -> !(r.is(RowKind.PRETRAIN) && r.upstream().equals(label)), w -> true);
            rows.forEach(folder.results()::append);
        }
        return trained;
    }

    /** The row of a pre-training that failed. */
    ResultRow failed(String label, TrainingPlan.PlannedPretraining planned, String reason) {
        return named(label, planned.entry(), "", false).failed(reason);
    }

    private boolean finished(String label) {
        return folder.results().rows().stream().anyMatch(r -> r.measures(RowKind.PRETRAIN, label, Metrics.SECONDS));
    }

    private PretrainJob job(
            TrainingPlan.PlannedPretraining planned, ExperimentTargets context, KaldiFilterBank filterBank, Path out) {
        PretrainEntry entry = planned.entry();
        PretrainJob.Data data = new PretrainJob.Data(
                planned.corpus().split(entry.audio().train()),
                planned.corpus().split(entry.audio().dev()),
                new WaveformReader(reader, planned.corpus().name()),
                entry.targets().open(engines.get(0), context),
                filterBank,
                skipBad,
                phones(entry.phones(), context));
        return new PretrainJob(
                engines, planned.provider(), config.spec(entry), entry.training(), data, work, out, progress);
    }

    /** The phones with which targets are compared; null for none. */
    private static @Nullable FileLabels phones(PhonesEntry phones, ExperimentTargets context) {
        return phones.file().isEmpty()
                ? null
                : FileLabels.table(context.required("phones.file", phones.file()), null, phones.rate());
    }

    private List<ResultRow> rows(
            String label, TrainingPlan.PlannedPretraining planned, PretrainResult result, Path model) {
        PretrainEntry entry = planned.entry();
        String digest;
        try (Upstream upstream =
                services.upstreams().open(engines.get(0), config.spec(entry).from(model))) {
            digest = upstream.digest();
        }
        WallClock clock = WallClock.of(result, entry.targets(), folder.results().rows());
        return named(label, entry, digest, LabelProvenance.of(model)).finished(result, lastEvent(label), clock);
    }

    private PretrainRows named(String label, PretrainEntry entry, String digest, boolean usesLabels) {
        return new PretrainRows(label, entry, digest, usesLabels, config.seed(), config.precision(), engines.size());
    }

    private @Nullable TrainingEvent lastEvent(String label) {
        List<TrainingEvent> events =
                TrainingLog.pretraining(folder.files().events(label)).read();
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
