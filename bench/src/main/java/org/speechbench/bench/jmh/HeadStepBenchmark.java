package org.speechbench.bench.jmh;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.speechbench.bench.Services;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.train.DownstreamModel;
import org.speechbench.downstream.train.DownstreamTrainer;
import org.speechbench.downstream.train.Example;
import org.speechbench.downstream.train.Scoring;
import org.speechbench.downstream.train.Trained;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamCard;

/** Seconds of one training step of the head for ASR, on features that are stored or recomputed at every step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HeadStepBenchmark {
    private static final int STEPS = 10;
    private static final double LEARNING_RATE = 1e-3;

    @Param({"quick", "superb"})
    public String preset = "";

    private FrozenSpeech.@Nullable Opened opened;
    private @Nullable DownstreamModel model;
    private @Nullable DownstreamTrainer trainer;
    private List<Example> examples = List.of();

    /** Encodes every utterance once. */
    @Setup
    public void open(FrozenSpeech speech) {
        Services services = Services.load();
        Task task = services.tasks().get("asr");
        FrozenSpeech.Opened open = speech.open(Pooling.NONE);
        List<Utterance> utterances = open.utterances();
        TargetEncoder targets = task.targets(new Corpus("speech", "", utterances));
        Recipe recipe = task.recipe(preset(), targets.classes())
                .withSchedule(new Recipe.Schedule(STEPS, open.utterances().size(), STEPS));
        UpstreamCard card = open.upstream().card();
        Head head = services.heads()
                .get(recipe.head())
                .create(new HeadContext(card.hiddenSize(), targets.classes(), card.frameRate(), recipe.parameters()));
        DownstreamModel built = new DownstreamModel(
                open.engine(),
                head,
                new DownstreamModel.Options(
                        services.objectives().get(recipe.objective()),
                        targets.groups(),
                        card.layers(),
                        card.hiddenSize(),
                        false,
                        recipe.sampling().specAugment()));
        examples = utterances.stream()
                .map(u -> new Example(
                        u,
                        open.features().frames(u),
                        targets.encode(u, open.features().frames(u), card.frameRate()),
                        task.reference(u)))
                .toList();
        trainer = new DownstreamTrainer(
                open.engine(),
                built,
                recipe,
                open.features(),
                new Scoring(targets, task.scorer(), List.of(), card.frameRate()),
                1);
        model = built;
        opened = open;
    }

    private Preset preset() {
        return Preset.valueOf(preset.toUpperCase(Locale.ROOT));
    }

    /** Some training steps and the evaluation of one dev utterance. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public double steps() {
        if (trainer == null) {
            throw new IllegalStateException("not opened");
        }
        try (Progress.Stage stage = Progress.silent().start("", STEPS);
                Trained trained = trainer.train(examples, examples.subList(0, 1), LEARNING_RATE, stage)) {
            if (trained.failed()) {
                throw new IllegalStateException(trained.failure());
            }
            return trained.dev().loss();
        }
    }

    /** Closes head and upstream. */
    @TearDown
    public void close() {
        if (trainer != null) {
            trainer.close();
        }
        if (model != null) {
            model.close();
        }
        if (opened != null) {
            opened.close();
        }
    }
}
