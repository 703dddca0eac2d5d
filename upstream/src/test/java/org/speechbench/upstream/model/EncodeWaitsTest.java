package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.HostWaits;
import org.speechbench.engine.testing.Signals;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.finetune.CtcRecognizer;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.hubert.HubertProvider;

/** How often encoding would wait for a GPU. */
class EncodeWaitsTest {
    /** Of the host: whether each of two layers is kept. */
    private static final Map<String, Integer> NUMBERS = Map.of("layers: number", 2);

    private static EngineContext engine;

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
    void the_states_of_padded_utterances_are_computed_without_waiting(UpstreamProvider provider) {
        WaveformBatch batch = new WaveformBatch(List.of(Signals.of(1, 16_000), Signals.of(2, 14_000)));
        UpstreamSpec spec = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32);
        try (Upstream upstream = provider.open(engine, spec)) {
            encode(upstream, batch);
            assertThat(HostWaits.of(() -> encode(upstream, batch))).isEqualTo(new HostWaits(0, 0, NUMBERS));
        }
    }

    private static void encode(Upstream upstream, WaveformBatch batch) {
        try (HiddenStates states = upstream.encode(batch)) {
            assertThat(states.layers()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_recogniser_reads_back_the_scores_of_an_utterance_and_nothing_else(UpstreamProvider provider) {
        UpstreamSpec spec = UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32);
        try (CtcRecognizer recognizer = provider.capability(Finetuning.class)
                .orElseThrow()
                .finetunable(engine, spec, FinetuneOptions.NONE, List.of("<blank>", "A"))) {
            recognizer.logProbabilities(Signals.of(1, 16_000));
            assertThat(HostWaits.of(() -> recognizer.logProbabilities(Signals.of(1, 16_000))))
                    .isEqualTo(new HostWaits(1, 0, NUMBERS));
        }
    }
}
