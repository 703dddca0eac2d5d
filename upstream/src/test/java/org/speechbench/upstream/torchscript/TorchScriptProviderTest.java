package org.speechbench.upstream.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.WaveformBatch;

class TorchScriptProviderTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @TempDir
    Path folder;

    @Test
    void the_card_is_what_calls_show() {
        UpstreamCard card = describe(SmallModels.GOOD);
        assertThat(card.layers()).isEqualTo(2);
        assertThat(card.hiddenSize()).isEqualTo(16);
        assertThat(card.frameStride()).isEqualTo(160);
        assertThat(card.checkpoint().facts().get("frames")).contains("160 samples", "first of 400");
        assertThat(card.checkpoint().facts()).doesNotContainKey(CheckpointFacts.ONE_AT_A_TIME);
    }

    @Test
    void frames_count_from_the_shortest_utterance_that_has_one() {
        try (Upstream upstream = open(SmallModels.GOOD)) {
            assertThat(upstream.atMostFrames(399)).isZero();
            assertThat(upstream.atMostFrames(400)).isPositive();
            try (HiddenStates states = upstream.encode(WaveformBatch.of(Signals.of(1, 560)))) {
                assertThat(states.frames(0, 0)).isEqualTo(2);
                assertThat(states.frames().get(0).times().seconds(0, 1))
                        .isCloseTo((200 + 160) / 16_000.0, within(1e-12));
            }
            assertRefused(() -> upstream.encode(WaveformBatch.of(Signals.of(1, 399))), "399 samples", "needs 400");
        }
    }

    @Test
    void a_model_whose_states_depend_on_the_batch_is_given_one_utterance_at_a_time_and_says_so() {
        List<Waveform> waves = List.of(Signals.of(1, 9_000), Signals.of(2, 4_001), Signals.of(3, 9_000));
        try (Upstream upstream = open(SmallModels.OF_BATCH);
                HiddenStates together = upstream.encode(new WaveformBatch(waves))) {
            assertThat(upstream.card().checkpoint().facts().get(CheckpointFacts.ONE_AT_A_TIME))
                    .contains("each utterance is encoded alone");
            assertThat(CheckpointFacts.DOUBTS).contains(CheckpointFacts.ONE_AT_A_TIME);
            for (int row = 0; row < waves.size(); row++) {
                try (HiddenStates alone = upstream.encode(WaveformBatch.of(waves.get(row)))) {
                    int frames = alone.frames(1, 0);
                    assertThat(together.frames(1, row)).isEqualTo(frames);
                    assertThat(together.layers()
                                    .get(1)
                                    .get(row)
                                    .get("0:" + frames)
                                    .toFloatArray())
                            .containsExactly(alone.layers().get(1).toFloatArray());
                }
            }
        }
    }

    @Test
    void states_that_lie_in_memory_in_another_order_are_read_in_theirs() {
        String turned = SmallModels.forward(
                "b = torch.transpose(torch.contiguous(torch.transpose(b, 1, 2)), 1, 2)", "([a, b], n)");
        WaveformBatch batch = new WaveformBatch(List.of(Signals.of(1, 2_000), Signals.of(2, 1_500)));
        try (Upstream plain = open(SmallModels.GOOD);
                Upstream other = open(turned);
                HiddenStates wanted = plain.encode(batch);
                HiddenStates got = other.encode(batch)) {
            assertThat(got.layers().get(1).toFloatArray())
                    .containsExactly(wanted.layers().get(1).toFloatArray());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b = torch.matmul(w, w)|([a, b], n)|fails: |docs/any-model.md",
                "b = torch.slice(b, 2, 0, 8, 1)|([a, b], n)|returns layer 1 as (1, 98, 8) of float32, and layer 0|docs/any-model.md",
                "b = torch.mean(b, [2])|([b, b], n)|returns layer 0 as (1, 98) of float32, and (1, frames, size)|docs/any-model.md",
                "b = torch.to(b, 7)|([b, b], n)|of float64, and (1, frames, size) of fp32|docs/any-model.md",
                "n = torch.to(n, 6)|([a, b], n)|returns lengths as (1) of float32, and (1) of int64|docs/any-model.md",
                "n = torch.add(n, 7)|([a, b], n)|returns lengths [105] of 98 frames|docs/any-model.md",
                "n = torch.mul(n, 0)|([a, b], n)|returns no frame of 1 s|lengths",
                "b = torch.log(torch.sub(b, 2.))|([a, b], n)|no finite numbers|fp32",
                "b = torch.dropout(b, 0.5, True)|([a, b], n)|other states when it is called with the same wave again|model.eval()",
                "b = torch.add(b, torch.reshape(torch.arange(98), [1, 98, 1]))|([a, b], n)|takes 1 s of audio, but not 2.6 s|any length",
                "b = torch.slice(b, 1, 0, 98, 1)|([b, b], torch.clamp(n, None, 98))|98 frames of 1 s and 98 of 5.8 s|any length",
                "n = torch.sub(n, torch.floor_divide(torch.mul(n, n), 1000))|([a, b], n)|no constant frame rate|equal intervals",
            })
    void what_breaks_the_contract_is_one_line_with_a_cure(String more, String result, String what, String cure) {
        assertRefused(() -> describe(SmallModels.forward(more, result)), "model.pt", what, cure);
    }

    @Test
    void one_tensor_another_signature_and_no_forward_are_one_line_too() {
        assertRefused(
                () -> describe(SmallModels.forward("", "b", "Tensor")),
                "model.pt returns one tensor, (1, 98, 16) of float32.",
                "list of layers");
        assertRefused(
                () -> describe("def forward(self: Self, x: Tensor) -> Tensor:\n  return x\n"),
                "model.pt fails: ",
                "docs/any-model.md");
        assertRefused(
                () -> describe("def go(self: Self, x: Tensor) -> Tensor:\n  return x\n"),
                "model.pt fails: ",
                "forward");
        assertRefused(
                () -> describe(SmallModels.forward(
                        "b = torch.add(b, torch.zeros([16], dtype=6, layout=None, device=torch.device(\"cuda:0\")))",
                        "([a, b], n)")),
                "It needs a GPU");
    }

    @Test
    void without_a_file_or_with_another_one_nothing_is_executed() throws IOException {
        Upstreams upstreams = Upstreams.load(getClass().getClassLoader());
        List<String> said = new ArrayList<>();
        Upstreams noting = upstreams.noting(said::add);
        assertRefused(
                () -> noting.describe(UpstreamSpec.of("torchscript", "", 1, Precision.FP32)),
                "has no random initialisation",
                "checkpoint");
        Path page = Files.writeString(folder.resolve("page.pt"), "<html>");
        assertRefused(() -> noting.describe(spec(page)), "is a web page");
        assertRefused(() -> noting.describe(spec(Npy.path("checkpoints/hugging_face.bin"))), "holds no program");
        assertThat(said).isEmpty();
    }

    @Test
    void that_a_program_is_executed_is_said_once_and_before() {
        Upstreams upstreams = Upstreams.load(getClass().getClassLoader());
        List<String> said = new ArrayList<>();
        Path file = SmallModels.write(folder.resolve("model.pt"), SmallModels.forward("", "b", "Tensor"));
        Upstreams noting = upstreams.noting(said::add);
        assertRefused(() -> noting.describe(spec(file)), "returns one tensor");
        assertRefused(() -> noting.open(ENGINE, spec(file)), "returns one tensor");
        assertThat(said).singleElement().asString().contains("model.pt is a program", "SECURITY.md");
    }

    @Test
    void the_digest_is_that_of_the_contents_wherever_the_file_lies() throws IOException {
        Path file = SmallModels.write(folder.resolve("a.pt"), SmallModels.GOOD);
        Path copy = Files.copy(file, folder.resolve("b.pt"));
        assertThat(digest(copy)).isEqualTo(digest(file));
        SmallModels.write(copy, SmallModels.OF_BATCH);
        assertThat(digest(copy)).isNotEqualTo(digest(file));
    }

    @Test
    void whether_labels_were_used_is_unknown_unless_the_user_says_so() {
        Path file = SmallModels.write(folder.resolve("model.pt"), SmallModels.GOOD);
        assertThat(new TorchScriptProvider().describe(spec(file)).checkpoint().labelsKnown())
                .isFalse();
        UpstreamSpec told = spec(file).with(Map.of("uses_labels", "true"));
        CheckpointFacts facts = new TorchScriptProvider().describe(told).checkpoint();
        assertThat(facts.labelsKnown()).isTrue();
        assertThat(facts.usesLabels()).isTrue();
        try (Upstream upstream = new TorchScriptProvider().open(ENGINE, told)) {
            assertThat(upstream.usesLabels()).isTrue();
        }
    }

    private String digest(Path file) {
        try (Upstream upstream = new TorchScriptProvider().open(ENGINE, spec(file))) {
            return upstream.digest();
        }
    }

    private UpstreamCard describe(String methods) {
        return new TorchScriptProvider().describe(spec(SmallModels.write(folder.resolve("model.pt"), methods)));
    }

    private Upstream open(String methods) {
        Path file = SmallModels.write(folder.resolve(methods.hashCode() + ".pt"), methods);
        return new TorchScriptProvider().open(ENGINE, spec(file));
    }

    private static UpstreamSpec spec(Path file) {
        return UpstreamSpec.of("torchscript", "", 1, Precision.FP32).from(file);
    }
}
