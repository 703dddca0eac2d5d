package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.DevMetric;
import org.speechbench.upstream.finetune.FinetuneExample;
import org.speechbench.upstream.finetune.FinetuneJob;
import org.speechbench.upstream.finetune.FinetuneResult;

/** Runs the fine-tunings of an experiment and scores them on test, each once; what is finished is not repeated. */
final class FinetuneStage {
    private final ExperimentConfig config;
    private final Services services;
    private final List<EngineContext> engines;
    private final RunFolder folder;
    private final AudioReader reader;
    private final BooleanSupplier stop;
    private final Progress progress;

    /** @param engines the engines on all devices among which batches are divided, the main one first */
    FinetuneStage(
            ExperimentConfig config,
            Services services,
            List<EngineContext> engines,
            RunFolder folder,
            AudioReader reader,
            BooleanSupplier stop,
            Progress progress) {
        this.config = config;
        this.services = services;
        this.engines = List.copyOf(engines);
        this.folder = folder;
        this.reader = reader;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Fine-tunes a model and returns the folder of the finished model.
     *
     * @param models the model folders of the trainings before it, by label
     * @throws Stopped if the user stopped it before the end; a checkpoint is then on disk
     */
    Path run(String label, TrainingPlan.PlannedFinetuning planned, Map<String, Path> models) {
        Path out = folder.files().finetune(label);
        Path model = out.resolve(FinetuneJob.MODEL);
        boolean finished =
                folder.results().rows().stream().anyMatch(r -> r.measures(RowKind.FINETUNE, label, Metrics.SECONDS));
        if (finished && Files.isDirectory(model)) {
            progress.note("fine-tuning of " + label + " is finished");
            return model;
        }
        FinetuneResult result =
                job(planned, start(planned.entry().start(), models), out).run(true, stop);
        if (result.model() == null) {
            throw new Stopped();
        }
        if (!finished) {
            test(label, planned, model, result);
        }
        return model;
    }

    /** The checkpoint with which it begins; null for random weights. */
    private static @Nullable Path start(FinetuneEntry.Start start, Map<String, Path> models) {
        return start.checkpoint().isEmpty() ? models.get(start.from()) : Path.of(start.checkpoint());
    }

    /** The row of a fine-tuning that failed. */
    ResultRow failed(String label, TrainingPlan.PlannedFinetuning planned, String reason) {
        return rows(label, planned, "").failed(reason);
    }

    private FinetuneRows rows(String label, TrainingPlan.PlannedFinetuning planned, String digest) {
        return new FinetuneRows(label, planned, digest, config.seed(), config.precision());
    }

    private UpstreamSpec spec(TrainingPlan.PlannedFinetuning planned, @Nullable Path checkpoint) {
        FinetuneEntry entry = planned.entry();
        return config.spec(entry.provider(), planned.size(), entry.settings()).from(checkpoint);
    }

    private FinetuneJob job(TrainingPlan.PlannedFinetuning planned, @Nullable Path start, Path out) {
        TargetEncoder targets = planned.task().targets(planned.corpus());
        Fold fold = planned.task().folds(planned.corpus()).get(0);
        UpstreamSpec spec = spec(planned, start);
        String source;
        try (Upstream upstream = services.upstreams().open(engines.get(0), spec)) {
            source = upstream.digest();
        }
        List<Utterance> dev = utterances(planned.corpus(), fold.dev());
        return new FinetuneJob(
                engines,
                new FinetuneJob.Start(planned.provider(), spec, source),
                planned.entry().training(),
                new FinetuneJob.Data(
                        targets.names(),
                        examples(utterances(planned.corpus(), fold.train()), targets),
                        examples(dev, targets),
                        waveforms(planned),
                        new DevScore(planned, targets, dev)),
                out,
                progress);
    }

    private WaveformReader waveforms(TrainingPlan.PlannedFinetuning planned) {
        return new WaveformReader(reader, planned.corpus().name());
    }

    private static List<Utterance> utterances(Corpus corpus, List<String> splits) {
        return splits.stream().flatMap(s -> corpus.split(s).stream()).toList();
    }

    private static List<FinetuneExample> examples(List<Utterance> utterances, TargetEncoder targets) {
        return utterances.stream()
                .map(u -> new FinetuneExample(u, targets.encode(u)))
                .toList();
    }

    /** Converts best paths to the metric of the task. */
    private record DevScore(TrainingPlan.PlannedFinetuning planned, TargetEncoder targets, List<Utterance> dev)
            implements DevMetric {
        @Override
        public Metric metric() {
            return planned.task().card().metric();
        }

        @Override
        public double score(List<int[]> paths) {
            return planned.task()
                    .scorer()
                    .score(TestPredictions.of(planned.task(), targets, dev, paths))
                    .value();
        }
    }

    /** Scores the model that was best on dev once on every test split. */
    private void test(String label, TrainingPlan.PlannedFinetuning planned, Path model, FinetuneResult result) {
        List<ResultRow> all = new ArrayList<>();
        try (CtcRecognizer recognizer = planned.provider().recognizer(engines.get(0), spec(planned, model))) {
            FinetuneRows rows = rows(label, planned, recognizer.digest());
            SplitDecoder decoder = SplitDecoder.of(planned, recognizer, waveforms(planned));
            for (String split : planned.task().folds(planned.corpus()).get(0).tests()) {
                decoder.run(split, new StoppableProgress(progress, stop)).forEach((decoding, predictions) -> {
                    String file = decoding.equals(SplitDecoder.GREEDY) ? split : split + "-" + decoding;
                    new PredictionFile(folder.files()
                                    .predictions(label, planned.task().name(), file))
                            .write(TestPredictions.lines(predictions));
                    all.add(rows.score(split, decoding, planned.task().scorer().score(predictions)));
                });
            }
            all.addAll(rows.finished(result, folder.results().rows()));
        }
        folder.keep(r -> !(r.is(RowKind.FINETUNE) && r.upstream().equals(label)), w -> true);
        all.forEach(folder.results()::append);
    }
}
