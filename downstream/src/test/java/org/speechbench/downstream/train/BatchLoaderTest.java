package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.BilstmCtc;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableTask;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.DeviceMemory;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;

class BatchLoaderTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int L = SyllableUpstream.LAYERS;
    private static final int D = SyllableUpstream.DIM;
    private static final DeviceMemory NONE = new DeviceMemory(() -> 0);
    private static final DeviceMemory PLENTY = new DeviceMemory(() -> Long.MAX_VALUE);
    private static final Corpus CORPUS = SyllableSpeech.corpus(8);
    private static final SyllableTask TASK = SyllableTask.syllables("bilstm_ctc", Map.of(), false);

    @TempDir
    private Path folder;

    private final SyllableUpstream upstream = new SyllableUpstream(ENGINE, 0);

    /** The weights of a trained head and what it predicts. */
    private record Outcome(List<List<Float>> weights, List<Prediction> predictions) {}

    @Test
    void weights_do_not_depend_on_where_states_are_and_who_prepares_their_batches() {
        TestEngine.assumeEqualBits();
        FeatureCache stored = FeatureCache.open(folder, 1 << 20);
        Outcome computed = trained(features(FeatureCache.none()), NONE);
        assertThat(trained(features(stored), NONE)).isEqualTo(computed);
        assertThat(trained(features(stored), PLENTY)).isEqualTo(computed);
        assertThat(trained(features(FeatureCache.none()), PLENTY)).isEqualTo(computed);
    }

    /** The last batch of an epoch is smaller, rows are augmented, and longer ones cropped. */
    private static Outcome trained(FrozenFeatures features, DeviceMemory memory) {
        Recipe recipe = new Recipe(
                "bilstm_ctc",
                Map.of(),
                "ctc",
                new Recipe.Schedule(9, 3, 4),
                List.of(1e-2),
                1,
                0,
                new Recipe.Sampling(true, false, 0.2));
        List<Example> train = examples(features, "train");
        try (DownstreamModel model = model(true);
                DownstreamTrainer trainer =
                        new DownstreamTrainer(ENGINE, model, recipe, features, scoring(), 1, memory);
                Progress.Stage stage = Progress.silent().start("", 0);
                Trained trained = trainer.train(train, examples(features, "dev"), 1e-2, stage)) {
            List<List<Float>> weights = trained.weights().stream()
                    .map(w -> floats(w.toFloatArray()))
                    .toList();
            return new Outcome(weights, trainer.predict(examples(features, "test"), trained, stage));
        }
    }

    @Test
    void states_stay_on_the_device_if_they_take_at_most_half_of_its_free_memory() {
        FrozenFeatures features = features(FeatureCache.none());
        long bytes = 2 * features.frames() * L * D;
        int once = CORPUS.split("train").size();
        assertThat(encodedByTwoEpochs(features, new DeviceMemory(() -> 2 * bytes)))
                .isEqualTo(once);
        assertThat(encodedByTwoEpochs(features, new DeviceMemory(() -> 2 * bytes - 1)))
                .isEqualTo(2 * once);
    }

    private int encodedByTwoEpochs(FrozenFeatures features, DeviceMemory memory) {
        int before = upstream.encoded();
        List<Example> examples = examples(features, "train");
        try (DownstreamModel model = model(false);
                BatchLoader loader = new BatchLoader(ENGINE, model, features, memory);
                ReadAhead<BatchLoader.Loaded> loaded = loader.load(Stream.of(order(examples), order(examples)))) {
            loaded.next().close();
            loaded.next().close();
        }
        return upstream.encoded() - before;
    }

    @Test
    void an_utterance_that_is_drawn_twice_is_in_a_batch_twice() {
        FrozenFeatures features = features(FeatureCache.none());
        Example one = examples(features, "train").get(0);
        Example cut = one.cropped(1, one.frames() - 1);
        List<List<Short>> found = new ArrayList<>();
        for (DeviceMemory memory : List.of(NONE, PLENTY)) {
            try (DownstreamModel model = model(false);
                    BatchLoader loader = new BatchLoader(ENGINE, model, features, memory);
                    ReadAhead<BatchLoader.Loaded> loaded = loader.load(Stream.of(order(List.of(one, cut, one))));
                    BatchLoader.Loaded batch = loaded.next()) {
                NDArray states = batch.batch().states().get(0);
                assertThat(states.getDataType()).isEqualTo(DataType.FLOAT16);
                assertThat(states.getShape().getShape()).containsExactly(L, 3, one.frames(), D);
                found.add(shorts(states));
            }
        }
        assertThat(found.get(1)).isEqualTo(found.get(0));
    }

    @Test
    void the_next_batch_is_prepared_while_one_is_in_use() throws InterruptedException {
        FrozenFeatures features = features(FeatureCache.open(folder, 1 << 20));
        CountDownLatch second = new CountDownLatch(1);
        BatchLoader.Order order = new BatchLoader.Order(examples(features, "train"), Standardization.NONE, null);
        Stream<Supplier<BatchLoader.Order>> orders = Stream.of(() -> order, () -> {
            second.countDown();
            return order;
        });
        try (DownstreamModel model = model(false);
                BatchLoader loader = new BatchLoader(ENGINE, model, features, NONE);
                ReadAhead<BatchLoader.Loaded> loaded = loader.load(orders);
                BatchLoader.Loaded first = loaded.next()) {
            assertThat(second.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(first.batch().examples()).hasSize(8);
        }
    }

    @Test
    void what_goes_wrong_with_a_batch_is_thrown_where_it_is_taken() {
        FrozenFeatures features = features(FeatureCache.open(folder, 1 << 20));
        Example one = examples(features, "train").get(0);
        Example beyond = one.cropped(1, one.frames());
        try (DownstreamModel model = model(false);
                BatchLoader loader = new BatchLoader(ENGINE, model, features, NONE);
                ReadAhead<BatchLoader.Loaded> loaded =
                        loader.load(Stream.of(order(List.of(one)), order(List.of(beyond))))) {
            loaded.next().close();
            assertThatThrownBy(loaded::next)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fewer than are seen");
        }
    }

    @Test
    void a_buffer_is_used_again_once_its_batch_is_closed() {
        FrozenFeatures features = features(FeatureCache.none());
        HostBuffers buffers = new HostBuffers();
        CachedFrames frames = new CachedFrames(features, StateForm.of(L, D, null));
        Example one = examples(features, "train").get(0);
        int bytes = 2 * L * D * one.frames();
        try (BatchMemory memory = new BatchMemory(ENGINE.manager().newSubManager(), buffers)) {
            frames.of(memory, List.of(one));
            assertThat(buffers.take(1).capacity()).isEqualTo(1);
        }
        assertThat(buffers.take(1).capacity()).isEqualTo(bytes);
    }

    private static Supplier<BatchLoader.Order> order(List<Example> examples) {
        return () -> new BatchLoader.Order(examples, Standardization.NONE, null);
    }

    private static DownstreamModel model(boolean augmented) {
        Map<String, Double> parameters = Map.of("projection", 8.0, "hidden", 8.0);
        Head head = new BilstmCtc().create(new HeadContext(D, 6, 50, parameters));
        return new DownstreamModel(
                ENGINE, head, new DownstreamModel.Options(new CtcObjective(), List.of(6), L, D, false, augmented));
    }

    private static Scoring scoring() {
        return new Scoring(TASK.targets(CORPUS), TASK.scorer(), List.of(), 50);
    }

    private FrozenFeatures features(FeatureCache cache) {
        FrozenFeatures features = new FrozenFeatures(ENGINE, cache, upstream, Precision.FP32, SyllableSpeech::read);
        try (Progress.Stage stage = Progress.silent().start("features", 0)) {
            features.prepare(CORPUS.utterances(), Pooling.NONE, stage);
        }
        return features;
    }

    private static List<Example> examples(FrozenFeatures features, String split) {
        List<Example> examples = new ArrayList<>();
        for (Utterance u : CORPUS.split(split)) {
            int[] target = TASK.targets(CORPUS).encode(u);
            examples.add(new Example(u, features.frames(u), target, TASK.reference(u)));
        }
        return examples;
    }

    private static List<Float> floats(float[] values) {
        return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }

    private static List<Short> shorts(NDArray array) {
        List<Short> values = new ArrayList<>();
        var bits = array.toByteBuffer().asShortBuffer();
        while (bits.hasRemaining()) {
            values.add(bits.get());
        }
        return values;
    }
}
