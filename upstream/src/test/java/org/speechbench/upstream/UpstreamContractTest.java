package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;

/**
 * What every upstream promises. Extend it, name the provider, and choose a small size: the tests then run as they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UpstreamContractTest {
    private static final int SHORTEST = Waveform.SAMPLE_RATE / 20;

    @RegisterExtension
    private final TestEngine started = new TestEngine();

    private final EngineContext engine = started.context();
    private Upstream upstream;

    /** The provider under test. */
    protected abstract UpstreamProvider provider();

    /** How to open it; fp32, no size and no settings unless overridden. */
    protected UpstreamSpec options() {
        return UpstreamSpec.of(provider().name(), "", 7, Precision.FP32);
    }

    /** Largest difference between an utterance's states encoded alone and in a padded batch. */
    protected double paddingTolerance() {
        return 1e-4;
    }

    /** The ids of some signals, for an upstream that reads them; none unless overridden. */
    protected List<String> ids(List<Waveform> waveforms) {
        return List.of();
    }

    /** The opened upstream. */
    protected final Upstream upstream() {
        return upstream;
    }

    /** The engine that the upstream was opened on. */
    protected final EngineContext engine() {
        return engine;
    }

    @BeforeEach
    public void openUpstream() {
        upstream = CheckedUpstream.open(provider(), engine, options());
    }

    @AfterEach
    public void closeUpstream() {
        upstream.close();
    }

    @Test
    public void is_found_as_a_service_under_its_name() {
        assertThat(provider().name()).matches("[a-z][a-z0-9_]{1,63}");
        assertThat(ServiceLoader.load(UpstreamProvider.class))
                .filteredOn(p -> p.name().equals(provider().name()))
                .singleElement()
                .isInstanceOf(provider().getClass());
    }

    @Test
    public void an_unknown_size_and_an_unknown_setting_are_the_users_errors() {
        UpstreamSpec o = options();
        for (UpstreamSpec wrong : List.of(o.from(null).sized("no_such_size"), o.with(Map.of("no_such_setting", "1")))) {
            assertThatThrownBy(() -> CheckedUpstream.describe(provider(), wrong))
                    .isInstanceOf(UserError.class);
            assertThatThrownBy(() -> CheckedUpstream.open(provider(), engine, wrong))
                    .isInstanceOf(UserError.class);
        }
    }

    @Test
    public void every_setting_says_what_it_means_and_its_default_is_a_value_of_it() {
        for (Setting setting : provider().settings().settings()) {
            assertThat(setting.meaning()).as(setting.name()).isNotBlank();
            if (!setting.usual().isEmpty()) {
                Map<String, String> usual = Map.of(setting.name(), setting.usual());
                assertThat(provider().settings().read(usual).text(setting.name()))
                        .isEqualTo(setting.usual());
            }
        }
    }

    @Test
    public void what_is_described_is_what_is_opened() {
        assertThat(CheckedUpstream.describe(provider(), options())).isEqualTo(upstream.card());
    }

    @Test
    public void states_are_as_the_card_says() {
        Waveform wave = Signals.of(1, 12_000);
        UpstreamCard card = upstream.card();
        assertThat(card.name()).isEqualTo(provider().name());
        try (HiddenStates states = upstream.encode(batch(wave))) {
            assertThat(states.layers()).hasSize(card.layers());
            assertThat(states.layers()).allSatisfy(layer -> {
                assertThat(layer.getShape().get(0)).isEqualTo(1);
                assertThat(layer.getShape().get(2)).isEqualTo(card.hiddenSize());
                assertThat(layer.getDataType()).isEqualTo(DataType.FLOAT32);
            });
            assertThat(values(states, 0)).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
            int last = card.layers() - 1;
            double end = states.frames().get(last).times().seconds(0, states.frames(last, 0) - 1);
            assertThat(end)
                    .as("time of the last frame, in seconds")
                    .isCloseTo(wave.seconds(), offset(3.0 * card.frameStride() / Waveform.SAMPLE_RATE));
        }
    }

    @Test
    public void at_most_frames_bounds_the_lengths_of_the_states_before_encoding() {
        WaveformBatch batch = batch(16_000, 8_000, 9_601, 9_599);
        try (HiddenStates states = upstream.encode(batch)) {
            for (int b = 0; b < batch.size(); b++) {
                int samples = batch.waveforms().get(b).length();
                assertThat(states.frames().get(0).lengths()[b])
                        .isLessThanOrEqualTo(upstream.atMostFrames(samples))
                        .isPositive();
            }
            assertThat(states.layers()
                            .get(states.layers().size() - 1)
                            .getShape()
                            .get(1))
                    .isLessThanOrEqualTo(upstream.atMostFrames(batch.longest()));
        }
        assertThat(upstream.atMostFrames(1)).isZero();
    }

    @Test
    public void the_same_input_twice_gives_the_same_states() {
        WaveformBatch batch = batch(9_000, 7_000);
        try (HiddenStates a = upstream.encode(batch);
                HiddenStates b = upstream.encode(batch)) {
            for (int row = 0; row < batch.size(); row++) {
                assertThat(values(b, row)).isEqualTo(values(a, row));
            }
        }
    }

    @Test
    public void opening_it_again_gives_the_same_digest_and_the_same_states() {
        WaveformBatch batch = batch(8_000);
        try (Upstream again = CheckedUpstream.open(provider(), engine, options());
                HiddenStates a = upstream.encode(batch);
                HiddenStates b = again.encode(batch)) {
            assertThat(again.digest()).isEqualTo(upstream.digest()).matches("[0-9a-f]{64}");
            assertThat(values(b, 0)).isEqualTo(values(a, 0));
        }
    }

    @Test
    public void different_input_gives_different_states() {
        try (HiddenStates a = upstream.encode(batch(Signals.of(1, 8_000)));
                HiddenStates b = upstream.encode(batch(Signals.of(2, 8_000)))) {
            assertThat(values(b, 0)).isNotEqualTo(values(a, 0));
        }
    }

    @Test
    public void padding_changes_nothing() {
        WaveformBatch batch = batch(11_111, 16_000, 5_000, 7_777);
        try (HiddenStates together = upstream.encode(batch)) {
            for (int b = 0; b < batch.size(); b++) {
                try (HiddenStates alone =
                        upstream.encode(batch(batch.waveforms().get(b)))) {
                    assertClose(values(together, b), values(alone, 0), "utterance " + b);
                }
            }
        }
    }

    @Test
    public void a_clip_of_50_ms_is_encoded_or_refused_in_words() {
        WaveformBatch clip = batch(Signals.of(3, SHORTEST));
        if (upstream.atMostFrames(SHORTEST) > 0) {
            try (HiddenStates states = upstream.encode(clip)) {
                assertThat(states.frames(0, 0)).isLessThanOrEqualTo(upstream.atMostFrames(SHORTEST));
                assertThat(values(states, 0)).doesNotContain(Float.NaN);
            }
        } else {
            assertThatThrownBy(() -> upstream.encode(clip)).isInstanceOf(UserError.class);
        }
    }

    @Test
    public void an_utterance_without_a_frame_is_refused_even_in_a_batch() {
        assertThatThrownBy(() -> upstream.encode(batch(8_000, 10)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("10");
    }

    @Test
    public void closing_the_states_releases_every_layer_and_encoding_leaves_nothing_behind() {
        upstream.encode(batch(8_000)).close();
        int before = engine.manager().getManagedArrays().size();
        HiddenStates states = upstream.encode(batch(8_000, 6_000));
        List<NDArray> layers = states.layers();
        assertThat(layers).isNotEmpty();
        states.close();

        assertThat(states.manager().isOpen()).isFalse();
        for (NDArray layer : layers) {
            assertThatThrownBy(layer::toFloatArray).isInstanceOf(IllegalStateException.class);
        }
        assertThat(engine.manager().getManagedArrays()).hasSize(before);
    }

    private WaveformBatch batch(Waveform... waveforms) {
        List<Waveform> all = List.of(waveforms);
        return new WaveformBatch(all, ids(all));
    }

    private WaveformBatch batch(int... samples) {
        List<Waveform> waves = new java.util.ArrayList<>();
        for (int i = 0; i < samples.length; i++) {
            waves.add(Signals.of(10 + i, samples[i]));
        }
        return batch(waves.toArray(Waveform[]::new));
    }

    /** Valid frames of every layer, one after the other. */
    private static float[] values(HiddenStates states, int row) {
        float[] all = new float[0];
        for (int l = 0; l < states.layers().size(); l++) {
            NDArray layer = states.layers().get(l);
            long dim = layer.getShape().get(2);
            float[] padded = layer.get(row).toFloatArray();
            int size = Math.toIntExact(states.frames(l, row) * dim);
            int at = all.length;
            all = java.util.Arrays.copyOf(all, at + size);
            System.arraycopy(padded, 0, all, at, size);
        }
        return all;
    }

    private void assertClose(float[] actual, float[] expected, String what) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
        }
        assertThat(worst).as("largest difference of " + what).isLessThanOrEqualTo(paddingTolerance());
    }
}
