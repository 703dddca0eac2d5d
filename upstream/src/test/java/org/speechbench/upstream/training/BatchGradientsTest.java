package org.speechbench.upstream.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainBatch;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;
import org.speechbench.upstream.pretrain.Pretraining;

class BatchGradientsTest {
    private static final int CROPS = 5;
    private static final double CROP_SECONDS = 0.6;
    private static final double TOLERANCE = TestEngine.tolerance(1e-5);

    private static EngineContext engine;
    private static EngineContext second;
    private static EngineContext third;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = Progress.noting(notes::add);

    @BeforeAll
    static void start() {
        engine = TestEngine.start();
        second = TestEngine.start();
        third = TestEngine.start();
    }

    @AfterAll
    static void stop() {
        engine.close();
        second.close();
        third.close();
    }

    static Stream<Arguments> ways() {
        List<Arguments> ways = new ArrayList<>();
        for (UpstreamProvider provider : List.of(new HubertProvider(), new FastHubertProvider())) {
            for (double unmasked : new double[] {0, 0.5}) {
                ways.add(Arguments.of(provider, unmasked, 2 * CROP_SECONDS, 1));
                ways.add(Arguments.of(provider, unmasked, CROP_SECONDS, 2));
            }
            ways.add(Arguments.of(provider, 0.0, 0.0, 3));
            ways.add(Arguments.of(provider, 0.0, CROP_SECONDS / 2, 1));
        }
        return ways.stream();
    }

    private static Pretrainable model(UpstreamProvider provider, EngineContext on, double unmasked) {
        UpstreamSpec options = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32);
        return provider.capability(Pretraining.class)
                .orElseThrow()
                .pretrainable(on, options, new PretrainOptions(0, 0, unmasked, 0.1, 10, 0.1, KernelSet.OPTIMISED), 7);
    }

    /** Crops with different numbers of masked frames, as masks are drawn in training. */
    private static PretrainBatch batch(Pretrainable model) {
        SplittableRandom random = new SplittableRandom(3);
        int frames = 30;
        int units = model.geometry().inputsFor(frames);
        float[] input = new float[CROPS * units * model.input().width()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        int[] targets = random.ints((long) CROPS * frames, 0, 7).toArray();
        boolean[] masked = new boolean[CROPS * frames];
        for (int i = 0; i < masked.length; i++) {
            masked[i] = i % frames < 8 + 3 * (i / frames);
        }
        return new PretrainBatch(
                new PretrainBatch.Crops(input, CROPS, units, CROPS * CROP_SECONDS),
                new PretrainBatch.Frames(frames, targets, masked),
                4,
                1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void parts_and_devices_together_give_the_gradients_of_the_whole_batch(
            UpstreamProvider provider, double unmasked, double passSeconds, int devices) {
        List<EngineContext> engines = List.of(engine, second, third).subList(0, devices);
        try (Pretrainable whole = model(provider, engine, unmasked);
                Replicas<PretrainBatch> replicas =
                        new Replicas<>(engines, e -> new Goal(model(provider, e, unmasked), size -> {}));
                BatchGradients<PretrainBatch> split = new BatchGradients<>(
                        replicas, new MicroBatches(passSeconds, MicroBatches.OnOutOfMemory.STOP), progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            NDArray scale = m.create(8f);
            TrainingGoal.Step of = whole.gradients(m, batch, scale);
            TrainingGoal.Step wanted = new TrainingGoal.Step(of.statistics(), of.gradients());
            TrainingGoal.Step got = split.of(m, batch, scale, 1);
            float[] statistics = wanted.statistics().toFloatArray();
            for (int i = 0; i < statistics.length; i++) {
                assertThat(got.statistics().getFloat(i))
                        .isCloseTo(statistics[i], within(1e-4f * Math.max(1, Math.abs(statistics[i]))));
            }
            assertThat(difference(wanted, got)).isLessThan(TOLERANCE);
            assertThat(notes).isEmpty();
        }
    }

    private static double difference(TrainingGoal.Step wanted, TrainingGoal.Step got) {
        assertThat(got.gradients()).hasSameSizeAs(wanted.gradients());
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < wanted.gradients().size(); i++) {
            NDArray w = wanted.gradients().get(i);
            difference += got.gradients().get(i).sub(w).square().sum().getFloat();
            norm += w.square().sum().getFloat();
        }
        return Math.sqrt(difference / norm);
    }

    @Test
    void devices_compute_at_the_same_time() {
        Meeting meeting = new Meeting(2);
        try (Replicas<PretrainBatch> replicas = new Replicas<>(
                        List.of(engine, second),
                        e -> new Goal(model(new FastHubertProvider(), e, 0), meeting::arrive));
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            split.of(m, batch(((Goal) replicas.main().goal()).model()), m.create(1f), 1);
            assertThat(meeting.met()).isTrue();
        }
    }

    @Test
    void the_gradients_of_devices_are_added_value_by_value() {
        try (Pretrainable whole = model(new HubertProvider(), engine, 0.5);
                Replicas<PretrainBatch> replicas = new Replicas<>(
                        List.of(engine, second), e -> new Goal(model(new HubertProvider(), e, 0.5), size -> {}));
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            TestEngine.assumeEqualBits();
            PretrainBatch batch = batch(whole);
            TrainingGoal.Step one = whole.gradients(m, batch.part(0, 2), m.create(8f));
            TrainingGoal.Step other = whole.gradients(m, batch.part(2, CROPS), m.create(8f));
            TrainingGoal.Step sum = split.of(m, batch, m.create(8f), 1);
            assertThat(sum.statistics().toFloatArray())
                    .isEqualTo(one.statistics().add(other.statistics()).toFloatArray());
            for (int i = 0; i < sum.gradients().size(); i++) {
                NDArray wanted = one.gradients().get(i).add(other.gradients().get(i));
                assertThat(sum.gradients().get(i).getShape()).isEqualTo(wanted.getShape());
                assertThat(sum.gradients().get(i).toFloatArray()).isEqualTo(wanted.toFloatArray());
            }
        }
    }

    @Test
    void a_device_keeps_its_thread_from_step_to_step() {
        Map<Integer, Set<String>> threads = new ConcurrentHashMap<>();
        IntConsumer note = size -> threads.computeIfAbsent(size, s -> ConcurrentHashMap.newKeySet())
                .add(Thread.currentThread().getName());
        try (Replicas<PretrainBatch> replicas = new Replicas<>(
                        List.of(engine, second), e -> new Goal(model(new FastHubertProvider(), e, 0), note));
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            for (int step = 0; step < 4; step++) {
                split.of(m, batch, m.create(1f), 1);
            }
        }
        // The first device has 2 of the 5 crops, the second 3.
        assertThat(threads).isEqualTo(Map.of(2, Set.of("replica 0"), 3, Set.of("replica 1")));
    }

    @Test
    void after_an_update_all_devices_have_the_same_parameters() {
        try (Replicas<PretrainBatch> replicas = new Replicas<>(
                List.of(engine, second), e -> new Goal(model(new FastHubertProvider(), e, 0), size -> {}))) {
            replicas.main().goal().parameters().list().forEach(p -> p.addi(1));
            assertThat(replicas.get(1).goal().parameters().digest())
                    .isNotEqualTo(replicas.main().goal().parameters().digest());
            replicas.share();
            assertThat(replicas.get(1).goal().parameters().digest())
                    .isEqualTo(replicas.main().goal().parameters().digest());
        }
    }

    @Test
    void a_batch_that_does_not_fit_is_halved_until_it_does_and_that_is_said() {
        try (Replicas<PretrainBatch> replicas = replicas(2);
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            assertThat(split.of(m, batch, m.create(1f), 1).gradients()).isNotEmpty();
            assertThat(split.passSeconds()).isCloseTo(2 * CROP_SECONDS, within(1e-9));
            assertThat(notes).hasSize(2);
            assertThat(notes.get(0))
                    .contains("Step 5 ", "5 crops of 0.6 s", "Tried to allocate 2.25 GiB", "at most 1.8 s");
            notes.clear();
            split.of(m, batch, m.create(1f), 1);
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void a_batch_that_may_not_be_halved_stops_the_training_with_what_lowers_the_memory() {
        try (Replicas<PretrainBatch> replicas = replicas(2);
                BatchGradients<PretrainBatch> split =
                        new BatchGradients<>(replicas, new MicroBatches(0, MicroBatches.OnOutOfMemory.STOP), progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            assertThatThrownBy(() -> split.of(m, batch, m.create(1f), 1))
                    .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.remedy())
                            .contains("micro_batch_seconds", "out_of_memory: halve"))
                    .hasMessageContaining("5 crops of 0.6 s");
        }
    }

    @Test
    void one_crop_that_does_not_fit_stops_the_training() {
        try (Replicas<PretrainBatch> replicas = replicas(0);
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            assertThatThrownBy(() -> split.of(m, batch, m.create(1f), 1))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("1 crop of 0.6 s");
        }
    }

    @Test
    void a_failure_that_may_be_want_of_memory_halves_passes_and_is_itself_where_there_is_one_crop() {
        String says = "RuntimeError: GET was unable to find an engine to execute this computation";
        try (Replicas<PretrainBatch> some = replicas(2, says);
                BatchGradients<PretrainBatch> split = new BatchGradients<>(some, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) some.main().goal()).model());
            assertThat(split.of(m, batch, m.create(1f), 1).gradients()).isNotEmpty();
            assertThat(notes).first().asString().contains("unable to find an engine", "at most 1.8 s");
        }
        try (Replicas<PretrainBatch> none = replicas(0, says);
                BatchGradients<PretrainBatch> split = new BatchGradients<>(none, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) none.main().goal()).model());
            assertThatThrownBy(() -> split.of(m, batch, m.create(1f), 1))
                    .isInstanceOf(EngineException.class)
                    .hasMessage(says);
        }
    }

    @Test
    void another_failure_is_not_taken_for_want_of_memory() {
        try (Replicas<PretrainBatch> replicas = new Replicas<>(
                        List.of(engine, second),
                        e -> new Goal(model(new FastHubertProvider(), e, 0), size -> {
                            throw new EngineException("size mismatch");
                        }));
                BatchGradients<PretrainBatch> split = new BatchGradients<>(replicas, MicroBatches.WHOLE, progress);
                NDManager m = engine.manager().newSubManager()) {
            PretrainBatch batch = batch(((Goal) replicas.main().goal()).model());
            assertThatThrownBy(() -> split.of(m, batch, m.create(1f), 1)).hasMessage("size mismatch");
        }
    }

    /** Models of a device that has room for so many crops. */
    private static Replicas<PretrainBatch> replicas(int room) {
        return replicas(room, "RuntimeError: CUDA out of memory. Tried to allocate 2.25 GiB.");
    }

    /** @param says the message of the engine where there is no more room */
    private static Replicas<PretrainBatch> replicas(int room, String says) {
        return new Replicas<>(
                List.of(engine),
                e -> new Goal(model(new FastHubertProvider(), e, 0), size -> {
                    if (size > room) {
                        throw new EngineException(says);
                    }
                }));
    }

    /**
     * A goal whose gradients are a model's.
     *
     * @param before told the number of crops of every pass
     */
    private record Goal(Pretrainable model, IntConsumer before) implements TrainingGoal<PretrainBatch> {
        @Override
        public ParameterSet parameters() {
            return model.parameters();
        }

        @Override
        public List<ParameterGroup> groups(long step) {
            return List.of(new ParameterGroup("all", parameters().list().size(), true, 1e-3));
        }

        @Override
        public List<Statistic> statistics() {
            return model.statistics();
        }

        @Override
        public Step gradients(NDManager results, PretrainBatch batch, NDArray lossScale) {
            before.accept(batch.size());
            TrainingGoal.Step g = model.gradients(results, batch, lossScale);
            return new Step(g.statistics(), g.gradients());
        }

        @Override
        public Map<String, Double> report(StepStatistics steps) {
            return Map.of();
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
