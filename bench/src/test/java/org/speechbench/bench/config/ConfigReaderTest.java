package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.UserError;
import org.speechbench.tasks.Preset;

class ConfigReaderTest {
    private static final String GOOD =
            """
            title: Try
            pretrain:
              mine: { provider: hubert, size: tiny, steps: 7, targets: { clusters: 20 } }
            upstreams:
              fbank: { provider: fbank }
              trained: { pretrained: mine }
              raw: { provider: hubert, size: tiny, init: random }
            tasks:
              pr_an4: { task: pr, manifest: manifests/pr_an4.tsv, filter: { speaker_prefix: "AN4-" } }
            """;

    @Test
    void what_is_left_out_takes_the_default() {
        ExperimentConfig c = parse(GOOD).config();

        assertThat(c.seed()).isEqualTo(1337);
        assertThat(c.throughput()).isNull();
        PretrainEntry mine = c.pretrain().get("mine");
        assertThat(mine.steps()).isEqualTo(7);
        assertThat(mine.targets()).isEqualTo(new TargetsEntry("kmeans_mfcc", 20, true));
        assertThat(c.tasks().get("pr_an4").preset()).isEqualTo(Preset.QUICK);
        assertThat(c.tasks().get("pr_an4").filter().speakerPrefix()).isEqualTo("AN4-");
    }

    @Test
    void labels_keep_the_order_of_the_file() {
        assertThat(parse(GOOD).config().upstreams().keySet()).containsExactly("fbank", "trained", "raw");
    }

    @Test
    void a_pretrained_upstream_takes_provider_and_size_from_its_source() {
        UpstreamEntry trained = parse(GOOD).config().upstreams().get("trained");

        assertThat(trained.provider()).isEqualTo("hubert");
        assertThat(trained.size()).isEqualTo("tiny");
        assertThat(trained.init()).isEqualTo("pretrained");
    }

    @Test
    void a_checkpoint_that_is_set_takes_the_place_of_other_weights() {
        ExperimentConfig c = new ConfigReader()
                .parse(
                        "x.yaml",
                        GOOD,
                        List.of("upstreams.trained.checkpoint=some/where", "upstreams.raw.checkpoint=else"))
                .config();

        assertThat(c.upstreams().get("trained"))
                .isEqualTo(new UpstreamEntry("hubert", "", "checkpoint", "", "some/where", Map.of()));
        assertThat(c.upstreams().get("raw"))
                .isEqualTo(new UpstreamEntry("hubert", "", "checkpoint", "", "else", Map.of()));
        assertThat(c.pretrain()).isEmpty();
    }

    @Test
    void the_resolved_text_reads_back_to_the_same_configuration_and_digest() {
        ResolvedConfig first = parse(GOOD);
        ResolvedConfig second = parse(first.yaml());

        assertThat(second.config()).isEqualTo(first.config());
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    void an_override_replaces_a_value_and_makes_another_digest() {
        ResolvedConfig changed = parse(GOOD, "pretrain.mine.steps=9", "throughput.upstreams=[hubert]");

        assertThat(changed.config().pretrain().get("mine").steps()).isEqualTo(9);
        assertThat(changed.config().throughput()).isNotNull();
        assertThat(changed.digest()).isNotEqualTo(parse(GOOD).digest());
    }

    @Test
    void an_unknown_key_is_named_with_line_and_suggestion() {
        assertThatThrownBy(() -> parse(GOOD.replace("steps: 7", "step: 7")))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("try.yaml line 3", "pretrain.mine.step", "Did you mean 'steps'?"));
    }

    @Test
    void a_value_out_of_range_is_named_with_its_line() {
        assertThatThrownBy(() -> parse(GOOD.replace("steps: 7", "steps: 0")))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("line 3", "steps is 0, wanted at least 1"));
    }

    @Test
    void a_value_of_the_wrong_type_is_named_with_its_line() {
        assertThatThrownBy(() -> parse(GOOD.replace("steps: 7", "steps: many")))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("line 3, pretrain.mine.steps", "wanted int"));
    }

    @Test
    void a_fraction_of_a_step_is_refused() {
        assertThatThrownBy(() -> parse(GOOD, "pretrain.mine.steps=1.5")).isInstanceOf(UserError.class);
    }

    @Test
    void a_pretrained_label_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> parse(GOOD.replace("pretrained: mine", "provider: hubert, pretrained: ours")))
                .hasMessageContaining("'ours', which is not there");
    }

    @Test
    void an_absolute_manifest_is_refused() {
        assertThatThrownBy(() -> parse(GOOD, "tasks.pr_an4.manifest=/data/pr.tsv"))
                .hasMessageContaining("absolute path");
    }

    @Test
    void a_key_given_twice_is_refused() {
        assertThatThrownBy(() -> parse("seed: 1\nseed: 2\n")).hasMessageContaining("line 2");
    }

    @Test
    void broken_yaml_is_refused_with_its_line() {
        assertThatThrownBy(() -> parse("title: x\nupstreams: [\n")).hasMessageContaining("try.yaml line");
    }

    private static ResolvedConfig parse(String text, String... overrides) {
        return new ConfigReader().parse("try.yaml", text, List.of(overrides));
    }
}
