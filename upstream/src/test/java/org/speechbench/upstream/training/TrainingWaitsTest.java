package org.speechbench.upstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Progress;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.optim.AdamOptions;
import org.speechbench.engine.testing.HostWaits;
import org.speechbench.engine.testing.Signals;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.FinetuneBatch;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;

/** How often training would wait for a GPU. A number that rises makes every step slower there. */
class TrainingWaitsTest {
    private static final int CLASSES = 7;
    private static final List<String> SYMBOLS = List.of("<blank>", "A", "B", "C");

    /** Numbers of the host that scripts read: whether each of two layers is kept, and the learning rate. */
    private static final Map<String, Integer> OF_EVERY_STEP = Map.of("layers: number", 2, "fused: number", 1);

    private static EngineContext engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        engine = EngineContext.on(HostWaits.DEVICE);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_step_of_pretraining_waits_for_nothing(UpstreamProvider provider) {
        PretrainOptions options = new PretrainOptions(0.1, 0.2, 0.5, 0.1, 10, 0.1, KernelSet.OPTIMISED);
        Pretrainable model = provider.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(engine, spec(provider), options, CLASSES);
        Goal<PretrainBatch> goal = new Goal<>(model.parameters(), model.statistics(), model::gradients, model);
        assertWaits(goal, pretrainBatch(model), "the divisors of three means", Map.of("prediction: number", 3));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_step_of_fine_tuning_waits_for_nothing(UpstreamProvider provider) {
        FinetuneOptions options = new FinetuneOptions(
                new FinetuneOptions.Regularisation(0.1, 0.1, 0.2),
                new FinetuneOptions.Masking(0.3, 120, 0.2, 4, provider instanceof FastHubertProvider));
        Finetunable model = provider.capability(Finetuning.class)
                .orElseThrow()
                .finetunable(engine, spec(provider), options, SYMBOLS);
        Goal<FinetuneBatch> goal = new Goal<>(
                model.parameters(),
                List.of(Statistic.perStep("loss")),
                (results, batch, scale) -> model.gradients(results, batch, Finetunable.Part.FRONT, scale),
                model);
        FinetuneBatch batch = new FinetuneBatch(
                new WaveformBatch(List.of(Signals.of(1, 16_000), Signals.of(2, 14_000))),
                List.of(new int[] {1, 2}, new int[] {3}),
                4,
                1);
        assertWaits(
                goal,
                batch,
                "the first weight that is trained, and the batch's share of its step",
                Map.of("ctc_gradients: number", 2));
    }

    private static UpstreamSpec spec(UpstreamProvider provider) {
        return UpstreamSpec.of(provider.name(), "test", 5, Precision.BF16);
    }

    private static PretrainBatch pretrainBatch(Pretrainable model) {
        int frames = 30;
        int units = model.geometry().inputsFor(frames);
        float[] input = new float[2 * units * model.input().width()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) Math.sin(i);
        }
        boolean[] masked = new boolean[2 * frames];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = i % 3 == 0;
        }
        int[] targets = IntStream.range(0, 2 * frames).map(i -> i % CLASSES).toArray();
        return new PretrainBatch(
                new PretrainBatch.Crops(input, 2, units, 1.2), new PretrainBatch.Frames(frames, targets, masked), 4, 1);
    }

    /** @param own what the scripts of the goal read from the host */
    private <B extends TrainingBatch<B>> void assertWaits(
            Goal<B> goal, B batch, String reason, Map<String, Integer> own) {
        Map<String, Integer> numbers = new HashMap<>(OF_EVERY_STEP);
        numbers.putAll(own);
        try (Replicas<B> replicas = new Replicas<>(List.of(engine), e -> goal);
                BatchGradients<B> gradients = new BatchGradients<>(replicas, MicroBatches.WHOLE, Progress.silent());
                ParameterUpdate<B> update = new ParameterUpdate<>(gradients, AdamOptions.PRETRAINING, Precision.BF16);
                StepStatistics sums = new StepStatistics(engine.manager(), goal.statistics())) {
            // The first step makes what is kept for later ones.
            step(update, sums, batch);
            assertThat(HostWaits.of(() -> step(update, sums, batch)))
                    .as(reason)
                    .isEqualTo(new HostWaits(0, 0, numbers));
            step(update, sums, batch);
            assertThat(HostWaits.of(sums::read))
                    .as("three steps are read back at once")
                    .isEqualTo(new HostWaits(1, 0, Map.of()));
            assertThat(HostWaits.of(() -> assertThat(goal.parameters().finite()).isTrue()))
                    .isEqualTo(new HostWaits(1, 0, Map.of()));
            int arrays = goal.parameters().list().size();
            assertThat(HostWaits.of(() -> save(goal, update, sums)))
                    .as("weights and two means of each, and the optimiser's two counts")
                    .isEqualTo(new HostWaits(3 * arrays + 2, 0, Map.of()));
        }
    }

    private static <B extends TrainingBatch<B>> void step(ParameterUpdate<B> update, StepStatistics sums, B batch) {
        try (NDManager results = engine.manager().newSubManager()) {
            ParameterUpdate.Outcome outcome = update.apply(results, batch, 1);
            sums.add(0, outcome.statistics(), outcome.norm(), batch.audioSeconds());
        }
    }

    private <B extends TrainingBatch<B>> void save(Goal<B> goal, ParameterUpdate<B> update, StepStatistics sums) {
        TrainerSnapshot state = new TrainerSnapshot(
                3,
                1,
                TrainingClock.Times.NONE,
                update.optimisers().stream().map(o -> o.counts()).toList(),
                sums.sums(),
                Map.of(),
                update.lossScale(),
                Map.of(),
                Map.of());
        TrainingCheckpoint.save(folder, state, goal.parameters(), update.optimisers());
    }

    /** Gradients of a model. */
    private interface Gradients<B> {
        TrainingGoal.Step of(NDManager results, B batch, NDArray lossScale);
    }

    /** A goal with one group of parameters. */
    private record Goal<B>(
            ParameterSet parameters, List<Statistic> statistics, Gradients<B> gradients, AutoCloseable model)
            implements TrainingGoal<B> {
        @Override
        public List<ParameterGroup> groups(long step) {
            return List.of(new ParameterGroup("all", parameters.list().size(), true, 1e-3));
        }

        @Override
        public Step gradients(NDManager results, B batch, NDArray lossScale) {
            return gradients.of(results, batch, lossScale);
        }

        @Override
        public Map<String, Double> report(StepStatistics steps) {
            return Map.of();
        }

        @Override
        public void close() {
            try {
                model.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
