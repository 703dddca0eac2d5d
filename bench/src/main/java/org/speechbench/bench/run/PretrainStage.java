package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.PhonesEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.pretrain.Distillable;
import org.speechbench.upstream.pretrain.InitialWeights;
import org.speechbench.upstream.pretrain.KaldiFilterBank;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.pretrain.PretrainJob;
import org.speechbench.upstream.pretrain.PretrainResult;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.targets.TeacherStates;

/** A pre-training. */
final class PretrainStage extends TrainingStage<PretrainResult> {
    /** The size of shards of samples at 16 kHz and 16 bits; shards of log-mel frames are half as large. */
    private static final long SHARD_BYTES_A_SECOND = 32_000;

    /**
     * Logits are computed for masked frames only, so that the number of classes has hardly any effect on the
     * arithmetic.
     */
    private static final int USUAL_CLASSES = 500;

    private final Planning planning;
    private final PretrainEntry entry;
    private final Pretraining provider;

    private final @Nullable Student student;

    /** @param student null if it is no student */
    private PretrainStage(
            Planning planning,
            PretrainEntry entry,
            Pretraining provider,
            @Nullable Student student,
            Training training) {
        super(training);
        this.planning = planning;
        this.entry = entry;
        this.provider = provider;
        this.student = student;
    }

    /** @throws UserError if a name, size, split or recording does not exist */
    static PretrainStage of(SeededLabel of, PretrainEntry given, Planning planning) {
        Upstreams upstreams = planning.services().upstreams();
        Corpora corpora = planning.corpora();
        String label = of.label();
        ExperimentTargets targets = new ExperimentTargets(planning, of, corpora.bad(), null, FeatureCache.none());
        UpstreamSpec spec = planning.config().spec(given).seeded(of.seed());
        Pretraining provider = provider(upstreams, given, label);
        PretrainEntry.Distilled distilled = given.distilled();
        Student student = distilled == null ? null : Student.of(given, distilled, spec, targets);
        PretrainEntry entry = student == null ? given : given.with(student.states());
        if (!entry.data().phones().file().isEmpty()) {
            targets.required("phones.file", entry.data().phones().file());
        }
        PretrainJob.requireFits(
                objective(planning, entry, student), entry.targets().gives());
        entry.targets().check(targets);
        UpstreamCard card = upstreams.describe(spec);
        Corpus corpus = corpora.corpus(entry.data());
        for (String split : List.of(entry.data().trainSplit(), entry.data().devSplit())) {
            if (corpus.split(split).isEmpty()) {
                throw NearNames.unknown(
                        entry.data().manifest() + " has no split '" + split + "' (" + entry.section() + "." + label
                                + ").",
                        split,
                        corpus.splits());
            }
        }
        String source = entry.targets().dependsOn();
        Map<String, String> contents = new LinkedHashMap<>(targets.contents());
        if (distilled != null && !distilled.init().from().isEmpty()) {
            contents.put("init", planning.recipe(distilled.init().from()));
        }
        String recipe = planning.recipe(
                label, () -> new TrainingRecipe(spec, corpus, planning.recipe(source)).of(entry, contents));
        Training training = new Training(
                RowKind.PRETRAIN,
                planning.trained(of, source, recipe, targets.areFromElsewhere()),
                spec,
                card,
                corpus,
                entry.training().schedule().steps(),
                entry.training().schedule().batchSeconds());
        return new PretrainStage(planning, entry, provider, student, training);
    }

    private static Pretraining provider(Upstreams upstreams, PretrainEntry entry, String label) {
        return entry.distilled() == null
                ? upstreams.require(entry.provider(), Pretraining.class, "be pre-trained (pretrain." + label + ")")
                : upstreams.require(
                        entry.provider(), Distillable.class, "learn from a teacher (distill." + label + ")");
    }

    private static Objective objective(Planning planning, PretrainEntry entry, @Nullable Student student) {
        return student == null
                ? planning.services().pretrained().objectives().get(entry.objective())
                : student.objective();
    }

    /** The trainings that its targets and its weights come from. */
    private List<SeededLabel> sources() {
        return entry.needs().stream()
                .map(label -> planning.config().source(trained(), label))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<String> needs() {
        return sources().stream().map(SeededLabel::name).toList();
    }

    @Override
    public String title() {
        return (student == null ? "pre-training of " : "distillation of ") + name();
    }

    @Override
    String kind() {
        return entry.section();
    }

    @Override
    String goal() {
        return entry.targets().text()
                + (student == null ? "" : ", " + student.objective().text());
    }

    /** Computed from the longest crop and all settings, or from the card if no more is known. */
    @Override
    double gigaFlops(UpstreamCard card) {
        double crop = Collections.max(entry.training().crops().seconds());
        double known = provider.stepFlops(spec(), USUAL_CLASSES, crop).flops() / 1e9;
        return (known > 0 ? known : card.cost().gigaFlopsPerSecond()) + teacherGigaFlops();
    }

    /** What the teacher computes in each step. */
    private double teacherGigaFlops() {
        return student != null && student.states().context() == TeacherStates.Context.CROP
                ? student.teacher().cost().gigaFlopsPerSecond()
                : 0;
    }

    @Override
    Optional<Double> speed(EarlierRuns.Run run) {
        return speed(entry, run);
    }

    /** Students are told from other trainings, since their teachers take time as well. */
    static Optional<Double> speed(PretrainEntry entry, EarlierRuns.Run run) {
        return run.config().pretrain().entrySet().stream()
                .filter(e -> e.getValue().provider().equals(entry.provider())
                        && e.getValue().size().equals(entry.size())
                        && e.getValue().settings().equals(entry.settings())
                        && Objects.equals(e.getValue().distilled(), entry.distilled()))
                .flatMap(e -> run.rows().stream()
                        .filter(r -> r.measures(RowKind.PRETRAIN, e.getKey(), Metrics.TRAINING_SPEED)))
                .map(ResultRow::value)
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    Path folder(RunDirectory files) {
        return files.pretrain(name());
    }

    @Override
    TrainingLog log(RunDirectory files) {
        return TrainingLog.pretraining(files.events(name()));
    }

    /** All seeds share the prepared audio. */
    @Override
    public RunPlan.Space space() {
        long audio = trained().isFirst() ? Math.round(RunPlan.seconds(corpus()) * SHARD_BYTES_A_SECOND) : 0;
        return super.space().plus(new RunPlan.Space(0, 0, audio));
    }

    @Override
    PretrainResult train(StageContext context) {
        EngineContext engine = context.engine();
        BadItems bad = BadItems.of(context.options().skipBad(), context.progress());
        ExperimentTargets targets =
                new ExperimentTargets(planning, trained(), bad, context.models(), context.features());
        PhonesEntry phones = entry.data().phones();
        try (KaldiFilterBank filterBank = new KaldiFilterBank(engine)) {
            PretrainJob.Data input = new PretrainJob.Data(
                    corpus().split(entry.data().trainSplit()),
                    corpus().split(entry.data().devSplit()),
                    StageContext.speech(corpus().name()),
                    student == null ? entry.targets().open(engine, targets) : student.open(engine, targets),
                    objective(planning, entry, student),
                    filterBank,
                    context.options().skipBad(),
                    phones.file().isEmpty()
                            ? null
                            : FileLabels.table(targets.required("phones.file", phones.file()), null, phones.rate()),
                    student == null ? InitialWeights.RANDOM : student.initial(targets));
            PretrainResult result = new PretrainJob(
                            context.engines().all(),
                            provider,
                            spec(),
                            entry.training(),
                            input,
                            context.options().cache().folder().resolve("pretrain"),
                            folder(context.folder().files()),
                            context.progress())
                    .run(true, context.stop());
            if (result.model() == null) {
                throw new Stopped();
            }
            return result;
        }
    }

    @Override
    List<ResultRow> rows(StageContext context, PretrainResult result) {
        Path model = model(context.folder().files());
        String digest;
        try (Upstream upstream = planning.services().upstreams().open(context.engine(), spec().from(model))) {
            digest = upstream.digest();
        }
        PretrainRows rows = new PretrainRows(
                rows(digest, LabelProvenance.of(model)),
                entry,
                planning.config().trainings().sources(label()),
                context.engines().all().size());
        return rows.finished(
                result,
                context.done().last(log(context.folder().files())),
                context.folder().results().rows().stream()
                        .filter(row -> sources().stream().anyMatch(source -> source.isOf(row)))
                        .toList());
    }

    @Override
    ResultRow failed(StageContext context, String reason) {
        return rows("", false).failed(PretrainRows.devLoss(entry), reason);
    }

    private TrainingRows rows(String digest, boolean usesLabels) {
        return new TrainingRows(
                new RowTemplate(
                        RowKind.PRETRAIN,
                        new Subject(label(), entry.provider(), entry.size(), "pretrained", digest, usesLabels)
                                .trainedBy(lineage().training()),
                        Protocol.ofSplit(entry.data().devSplit()),
                        Conditions.ofPrecision(planning.config().precision()),
                        trained().seed()),
                entry.training().schedule().learningRate());
    }
}
