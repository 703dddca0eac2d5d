package org.speechbench.downstream.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.hubert.HubertProvider;

class FrozenFeaturesTest {
    private static final int BUDGET = 1 << 24;
    private static final EncodeBatches TOGETHER = new EncodeBatches(4);

    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();
    private static final Upstream HUBERT =
            new HubertProvider().open(ENGINE, UpstreamSpec.of("hubert", "test", 1, Precision.FP32));

    /** 0.5 to 1.4 s in two splits, and one utterance that is too short for a frame. */
    private static final List<Utterance> UTTERANCES = utterances();

    private final Counting upstream = new Counting();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        HUBERT.close();
    }

    @Test
    void states_alone_are_those_of_the_upstream_rounded_to_bfloat16_whether_they_are_stored_or_not() {
        for (FeatureCache cache : List.of(FeatureCache.none(), FeatureCache.open(folder, BUDGET))) {
            FrozenFeatures features = prepared(cache);
            for (Utterance utterance : heard()) {
                assertThat(features.states(utterance)).as(utterance.id()).isEqualTo(alone(utterance));
            }
        }
        assertThat(prepared(FeatureCache.none()).frames(UTTERANCES.get(0))).isZero();
    }

    @Test
    void batches_are_of_one_split_and_of_similar_length() {
        prepared(FeatureCache.none().encoding(TOGETHER));
        assertThat(upstream.batches).allSatisfy(batch -> {
            double longest = batch.stream().mapToInt(this::samples).max().orElseThrow();
            double shortest = batch.stream().mapToInt(this::samples).min().orElseThrow();
            assertThat(batch.stream().map(id -> id.substring(0, 2)).distinct()).hasSize(1);
            assertThat(longest).isLessThanOrEqualTo(1.25 * shortest);
            assertThat(batch.size() * longest).isLessThanOrEqualTo(4 * 16_000);
        });
        assertThat(upstream.batches.stream().flatMap(List::stream)).hasSize(heard().size());
        assertThat(upstream.batches).hasSizeLessThanOrEqualTo(heard().size() / 2);
    }

    @Test
    void states_of_batches_differ_from_states_alone_by_one_unit_in_the_last_place_of_bfloat16_at_most() {
        FrozenFeatures features = prepared(FeatureCache.none().encoding(TOGETHER));
        for (Utterance utterance : heard()) {
            LayerStates together = features.states(utterance);
            LayerStates alone = alone(utterance);
            assertThat(together.frames()).isEqualTo(alone.frames());
            for (int i = 0; i < alone.values().limit(); i += Short.BYTES) {
                float expected = Float.intBitsToFloat(alone.values().getShort(i) << Short.SIZE);
                float found = Float.intBitsToFloat(together.values().getShort(i) << Short.SIZE);
                // 1e-5 is the rounding of fp32, which matters where values are close to 0.
                assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(Math.abs(expected) * 0x1p-7f + 1e-5f);
            }
        }
    }

    @Test
    void states_of_batches_are_the_same_whatever_the_cache_holds() {
        FeatureCache cache = FeatureCache.open(folder, BUDGET).encoding(TOGETHER);
        Map<Utterance, LayerStates> expected = states(FeatureCache.none().encoding(TOGETHER));
        // A budget for some of the states, so that parts of batches are missing when they are wanted again.
        FeatureCache.open(folder, 40_000).encoding(TOGETHER);
        prepared(FeatureCache.open(folder, 40_000).encoding(TOGETHER));
        assertThat(states(cache)).isEqualTo(expected);

        int before = upstream.batches.size();
        assertThat(states(FeatureCache.open(folder, BUDGET).encoding(TOGETHER))).isEqualTo(expected);
        assertThat(upstream.batches).hasSize(before);
    }

    @Test
    void states_alone_and_of_other_companies_are_kept_apart() {
        FeatureCache cache = FeatureCache.open(folder, BUDGET);
        prepared(cache);
        int alone = upstream.batches.size();
        prepared(cache.encoding(TOGETHER));
        int together = upstream.batches.size();
        assertThat(together).isGreaterThan(alone);

        // Without its first utterance, the other splits' batches stay as they were.
        prepared(cache.encoding(TOGETHER), UTTERANCES.subList(2, UTTERANCES.size()));
        assertThat(upstream.batches.subList(together, upstream.batches.size()))
                .isNotEmpty()
                .allSatisfy(batch -> assertThat(batch).allMatch(id -> id.startsWith("a-")));
        prepared(cache);
        prepared(cache.encoding(TOGETHER));
        assertThat(upstream.batches.stream().filter(batch -> batch.size() == 1).count())
                .isGreaterThanOrEqualTo(heard().size());
    }

    @Test
    void states_of_other_kernels_are_kept_apart_and_without_a_choice_the_key_is_that_of_before() {
        FeatureCache cache = FeatureCache.open(folder, BUDGET);
        prepared(cache);
        int encoded = upstream.batches.size();
        for (String kernel : List.of("last", "first")) {
            upstream.kernels = Map.of("gpu/positions", kernel);
            prepared(cache);
            prepared(cache);
        }
        assertThat(upstream.batches).hasSize(3 * encoded);
        upstream.kernels = Map.of();
        prepared(cache);
        assertThat(upstream.batches).hasSize(3 * encoded);
        String before = String.join(
                "|",
                HUBERT.digest(),
                "2",
                "fp32",
                ENGINE.version(),
                ENGINE.device().getDeviceType());
        assertThat(folder.resolve(Digests.sha256(before).substring(0, 32))).isDirectory();
    }

    @Test
    void a_recording_that_occurs_twice_is_encoded_once() {
        Utterance first = UTTERANCES.get(3);
        Utterance again = new Utterance("again", first.audio(), 0, "s", first.split(), first.labels());
        FrozenFeatures features = prepared(FeatureCache.none(), List.of(first, again));
        assertThat(upstream.batches).containsExactly(List.of(first.id()));
        assertThat(features.states(again)).isEqualTo(alone(first));
        assertThat(features.frames(again)).isEqualTo(features.frames(first));
    }

    @Test
    void a_state_that_is_not_finite_is_an_error_of_its_utterance() {
        List<Utterance> two = heard().subList(4, 6);
        upstream.broken = two.get(1).id();
        for (EncodeBatches batches : List.of(EncodeBatches.ONE_BY_ONE, TOGETHER)) {
            assertThatThrownBy(() -> prepared(FeatureCache.none().encoding(batches), two))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("utterance " + two.get(1).id() + ": a hidden state is NaN");
        }
    }

    private Map<Utterance, LayerStates> states(FeatureCache cache) {
        FrozenFeatures features = prepared(cache);
        Map<Utterance, LayerStates> states = new HashMap<>();
        heard().forEach(u -> states.put(u, features.states(u)));
        return states;
    }

    private FrozenFeatures prepared(FeatureCache cache) {
        return prepared(cache, UTTERANCES);
    }

    private FrozenFeatures prepared(FeatureCache cache, List<Utterance> utterances) {
        FrozenFeatures features =
                new FrozenFeatures(ENGINE, cache, upstream, Precision.FP32, FrozenFeaturesTest::waveform);
        try (Progress.Stage stage = Progress.silent().start("", 0)) {
            features.prepare(utterances, Pooling.MEAN, stage);
        }
        return features;
    }

    /** The upstream's own states of an utterance, rounded here. */
    private static LayerStates alone(Utterance utterance) {
        try (HiddenStates states = HUBERT.encode(WaveformBatch.of(utterance.id(), waveform(utterance)))) {
            int layers = states.layers().size();
            int dim = HUBERT.card().hiddenSize();
            int frames = states.frames(0, 0);
            ByteBuffer bytes =
                    ByteBuffer.allocate(Short.BYTES * layers * frames * dim).order(ByteOrder.LITTLE_ENDIAN);
            for (NDArray layer : states.layers()) {
                for (float value : layer.toFloatArray()) {
                    int bits = Float.floatToRawIntBits(value);
                    bytes.putShort((short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16));
                }
            }
            return new LayerStates(layers, frames, dim, bytes.flip());
        }
    }

    private static List<Utterance> heard() {
        return UTTERANCES.subList(1, UTTERANCES.size());
    }

    private static List<Utterance> utterances() {
        List<Utterance> all = new ArrayList<>();
        all.add(utterance("a-short", "a", 300));
        for (String split : List.of("a", "b")) {
            IntStream.range(0, 10)
                    .map(i -> (7 * i) % 10)
                    .forEach(i -> all.add(utterance(split + "-" + i, split, 8_000 + 1_600 * i)));
        }
        return all;
    }

    private static Utterance utterance(String id, String split, int samples) {
        return new Utterance(id, Path.of(id), samples, "s", split, Map.of("samples", Integer.toString(samples)));
    }

    private int samples(String id) {
        return UTTERANCES.stream()
                .filter(u -> u.id().equals(id))
                .mapToInt(u -> waveform(u).length())
                .findFirst()
                .orElseThrow();
    }

    private static Waveform waveform(Utterance utterance) {
        SplittableRandom random =
                new SplittableRandom(utterance.audio().toString().hashCode());
        float[] samples = new float[Integer.parseInt(utterance.label("samples"))];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return new Waveform(samples);
    }

    /** The upstream, which notes what it encodes together, and breaks the states of one utterance. */
    private static final class Counting implements Upstream {
        private final List<List<String>> batches = new CopyOnWriteArrayList<>();
        private String broken = "";
        private Map<String, String> kernels = Map.of();

        @Override
        public UpstreamCard card() {
            return HUBERT.card();
        }

        @Override
        public String digest() {
            return HUBERT.digest();
        }

        @Override
        public Map<String, String> kernels() {
            return kernels;
        }

        @Override
        public int atMostFrames(int samples) {
            return HUBERT.atMostFrames(samples);
        }

        @Override
        public HiddenStates encode(WaveformBatch batch) {
            batches.add(batch.ids());
            HiddenStates states = HUBERT.encode(batch);
            int row = batch.ids().indexOf(broken);
            if (row >= 0) {
                NDArray layer = states.layers().get(1);
                layer.set(new NDIndex("{}, 2, 3", row), Float.NaN);
            }
            return states;
        }

        @Override
        public void close() {}
    }
}
