package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.DevMetric;
import org.speechbench.upstream.finetune.FinetuneExample;
import org.speechbench.upstream.finetune.FinetuneJob;
import org.speechbench.upstream.finetune.FinetuneResult;
import org.speechbench.upstream.finetune.Finetuning;

/** A fine-tuning, whose model is scored on test. */
final class FinetuneStage extends TrainingStage<FinetuneResult> {
    private static final String HEAD = "ctc";

    private static final String WORD_END = "|";

    private final Planning planning;
    private final FinetuneEntry entry;
    private final Finetuning provider;
    private final LabelledCorpus labelled;

    /**
     * The data of a fine-tuning.
     *
     * @param notes remarks on the labels, for the rows of its scores
     */
    record LabelledCorpus(Task task, Corpus corpus, TargetEncoder targets, List<String> notes) {
        LabelledCorpus {
            notes = List.copyOf(notes);
        }

        /** The only fold. */
        Fold fold() {
            return task.folds(corpus).get(0);
        }
    }

    private FinetuneStage(
            Planning planning, FinetuneEntry entry, Finetuning provider, LabelledCorpus labelled, Training training) {
        super(training);
        this.planning = planning;
        this.entry = entry;
        this.provider = provider;
        this.labelled = labelled;
    }

    /**
     * If the fine-tuning is finished, its upstream is not described again, since the checkpoint may no longer exist.
     *
     * @throws UserError if a name, size, split or recording does not exist
     */
    static FinetuneStage of(SeededLabel of, FinetuneEntry entry, Planning planning) {
        String label = of.label();
        Services services = planning.services();
        ExperimentConfig config = planning.config();
        Finetuning provider = services.upstreams()
                .require(entry.provider(), Finetuning.class, "be fine-tuned (finetune." + label + ")");
        Optional<ResultRow> finished = planning.earlier().trained(RowKind.FINETUNE, of);
        UpstreamCard card = finished.isPresent() ? null : services.upstreams().describe(config.spec(entry));
        String size = card == null ? finished.orElseThrow().subject().size() : card.size();
        Task named = services.tasks().get(entry.task());
        SpelledTask spelled = new SpelledTask("finetune." + label, entry.text());
        Corpus corpus = planning.corpora()
                .corpus(entry.manifests(), entry.splits(), manifests -> spelled.corpus(named, manifests));
        Task task = spelled.task(named, corpus);
        TargetEncoder targets = task.targets(corpus);
        TargetKind kind = services.targets(task, Preset.SUPERB);
        LabelledCorpus labelled =
                new LabelledCorpus(task, corpus, targets, LabelCheck.of("finetune." + label, task, corpus, kind));
        if (kind != TargetKind.SYMBOLS || task.folds(corpus).size() != 1) {
            throw new UserError(
                    "finetune." + label + ": task " + task.name() + " is none with CTC and one training split.",
                    "Use asr or pr.");
        }
        if (!entry.decoding().languageModel().isEmpty()
                && !Files.isRegularFile(Path.of(entry.decoding().languageModel()))) {
            throw new UserError(
                    "finetune." + label + ": there is no language model "
                            + entry.decoding().languageModel() + ".",
                    "Correct the path, which is relative to the working folder.");
        }
        if (!entry.decoding().languageModel().isEmpty() && !targets.names().contains(WORD_END)) {
            throw new UserError(
                    "finetune." + label + ": task " + task.name() + " has no words for a language model.",
                    "Leave language_model out, or use asr.");
        }
        UpstreamSpec spec = config.spec(entry.provider(), size, entry.settings());
        String source = entry.start().from();
        String recipe = planning.recipe(
                label, () -> new TrainingRecipe(spec, corpus, planning.recipe(source)).of(entry, targets.names()));
        Training training = new Training(
                RowKind.FINETUNE,
                planning.trained(of, source, recipe, source.isEmpty()),
                spec,
                card,
                corpus,
                entry.training().schedule().steps(),
                entry.training().schedule().batchSeconds());
        return new FinetuneStage(planning, entry, provider, labelled, training);
    }

    @Override
    public String title() {
        return "fine-tuning of " + name();
    }

    @Override
    String goal() {
        return labelled.task().name();
    }

    @Override
    List<String> notes() {
        return labelled.notes();
    }

    /**
     * Computed from the card, since all frames are seen and there are no heads of pre-training. Steps that train the
     * head alone compute the forward pass of the upstream, a third of the arithmetic.
     */
    @Override
    double gigaFlops(UpstreamCard card) {
        return card.cost().gigaFlopsPerSecond()
                * (1 - entry.training().freezing().headOnly() * 2 / 3);
    }

    @Override
    Optional<Double> speed(EarlierRuns.Run run) {
        for (Map.Entry<String, FinetuneEntry> e : run.config().finetune().entrySet()) {
            FinetuneEntry other = e.getValue();
            Optional<ResultRow> row = run.rows().stream()
                    .filter(r -> r.measures(RowKind.FINETUNE, e.getKey(), Metrics.SECONDS))
                    .filter(r -> r.subject().provider().equals(spec().provider())
                            && r.subject().size().equals(spec().size())
                            && other.settings().equals(entry.settings())
                            && other.training().freezing().headOnly()
                                    == entry.training().freezing().headOnly())
                    .findFirst();
            Double seconds = row.map(ResultRow::value).orElse(null);
            if (seconds != null && seconds > 0) {
                return Optional.of(other.training().schedule().steps()
                        * other.training().schedule().batchSeconds()
                        / seconds);
            }
        }
        return Optional.empty();
    }

    @Override
    Path folder(RunDirectory files) {
        return files.finetune(name());
    }

    @Override
    TrainingLog log(RunDirectory files) {
        return TrainingLog.finetuning(files.finetuneEvents(name()));
    }

    @Override
    FinetuneResult train(StageContext context) {
        UpstreamSpec start = spec().from(
                        entry.start().checkpoint().isEmpty()
                                ? context.models().get(lineage().dependsOn())
                                : Path.of(entry.start().checkpoint()));
        String source;
        try (Upstream upstream = planning.services().upstreams().open(context.engine(), start)) {
            source = upstream.digest();
        }
        List<Utterance> dev = utterances(labelled.fold().dev());
        FinetuneResult result = new FinetuneJob(
                        context.engines().all(),
                        new FinetuneJob.Start(provider, start, source),
                        entry.training(),
                        new FinetuneJob.Data(
                                labelled.targets().names(),
                                examples(utterances(labelled.fold().train())),
                                examples(dev),
                                StageContext.speech(corpus().name()),
                                new DevScore(labelled, dev)),
                        folder(context.folder().files()),
                        context.progress())
                .run(true, context.stop());
        if (result.model() == null) {
            throw new Stopped();
        }
        return result;
    }

    private List<Utterance> utterances(List<String> splits) {
        return splits.stream().flatMap(s -> corpus().split(s).stream()).toList();
    }

    private List<FinetuneExample> examples(List<Utterance> utterances) {
        return utterances.stream()
                .map(u -> new FinetuneExample(u, labelled.targets().encode(u)))
                .toList();
    }

    /** Converts best paths to the metric of the task. */
    private record DevScore(LabelledCorpus labelled, List<Utterance> dev) implements DevMetric {
        @Override
        public Metric metric() {
            return labelled.task().card().metric();
        }

        @Override
        public double score(List<int[]> paths) {
            return labelled.task()
                    .scorer()
                    .score(TestPredictions.of(labelled.task(), labelled.targets(), dev, paths))
                    .value();
        }
    }

    /** Scores the model that was best on dev once on every test split. */
    @Override
    List<ResultRow> rows(StageContext context, FinetuneResult result) {
        Task task = labelled.task();
        RunDirectory files = context.folder().files();
        List<ResultRow> all = new ArrayList<>();
        try (CtcRecognizer recognizer = provider.recognizer(context.engine(), spec().from(model(files)))) {
            String digest = recognizer.digest();
            String notes = String.join("; ", labelled.notes());
            SplitDecoder decoder =
                    SplitDecoder.of(entry.decoding(), labelled, recognizer, StageContext.speech(corpus().name()));
            for (String split : labelled.fold().tests()) {
                decoder.run(split, context.stoppable()).forEach((decoding, predictions) -> {
                    String file = decoding.equals(SplitDecoder.GREEDY) ? split : split + "-" + decoding;
                    new PredictionFile(files.predictions(trained(), task.name(), file, seed()))
                            .write(TestPredictions.lines(List.of(predictions)));
                    TrainingRows rows = rows(digest, "ctc(" + decoding + ")", split);
                    all.add(rows.rows()
                            .ok(
                                    task.scorer().score(predictions),
                                    new Cost(null, entry.training().schedule().learningRate()),
                                    notes));
                });
            }
            Double dev = result.bestDev();
            if (dev != null) {
                all.add(rows(digest, HEAD, "dev")
                        .ok(task.card().metric(), dev, null, "best at step " + result.bestStep()));
            }
            all.addAll(training(
                    rows(digest, HEAD, "train"),
                    result,
                    lineage().ofSource(context.folder().results().rows())));
        }
        return all;
    }

    private List<ResultRow> training(TrainingRows rows, FinetuneResult result, List<ResultRow> before) {
        List<ResultRow> all = new ArrayList<>();
        all.add(rows.ok(Metrics.AUDIO_HOURS, result.training().audioHours(), null, ""));
        double seconds = result.training().totalSeconds();
        String checkpoint = entry.start().checkpoint();
        rows.total(
                        seconds,
                        planning.config().trainings().sources(label()),
                        checkpoint.isEmpty() ? List.of() : List.of("the training of " + checkpoint),
                        before)
                .ifPresent(all::add);
        String left = result.infeasible() == 0
                ? ""
                : result.infeasible() + " training utterances have targets longer than their frames";
        all.add(rows.ok(Metrics.SECONDS, seconds, seconds, left));
        return all;
    }

    @Override
    ResultRow failed(StageContext context, String reason) {
        return rows("", HEAD, "test").failed(labelled.task().card().metric(), reason);
    }

    /** The seed of the fine-tuning itself, whatever that of the pre-training is. */
    private long seed() {
        return planning.config().seed();
    }

    /** Nothing is known of what trained a checkpoint. */
    private Subject subject(String digest) {
        Subject subject = new Subject(
                label(), entry.provider(), spec().size(), entry.start().init(), digest, true);
        return entry.start().checkpoint().isEmpty()
                ? subject.trainedBy(lineage().training())
                : subject;
    }

    private TrainingRows rows(String digest, String head, String split) {
        String task = labelled.task().name();
        return new TrainingRows(
                new RowTemplate(
                        RowKind.FINETUNE,
                        subject(digest),
                        new Protocol(task, task, labelled.task().card().version(), "", head, split, corpus().digest()),
                        Conditions.ofPrecision(planning.config().precision()),
                        seed()),
                entry.training().schedule().learningRate());
    }
}
