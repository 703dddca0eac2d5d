package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.text.TextRules;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.labels.KmeansLayer;
import org.speechbench.upstream.labels.KmeansMfcc;
import org.speechbench.upstream.labels.LabelFile;

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
        assertThat(mine.training().schedule().steps()).isEqualTo(7);
        assertThat(mine.targets()).isEqualTo(new KmeansMfcc(20, true, 5_000_000, "quick"));
        assertThat(c.tasks().get("pr_an4").preset()).isEqualTo(Preset.QUICK);
        assertThat(c.tasks().get("pr_an4").data().filter().speakerPrefix()).isEqualTo("AN4-");
    }

    @Test
    void the_recordings_are_those_of_the_bundled_corpus_or_of_a_folder_named_elsewhere() {
        assertThat(parse(GOOD + "data: synthetic\nlimit: 3\n").config().recordings())
                .isEqualTo(new ExperimentConfig.Recordings("synthetic", 3));
        assertThat(parse(GOOD).config().recordings().isSynthetic()).isFalse();
        assertRefused(() -> parse(GOOD + "data: synthetc\n"), "data is 'synthetc'", "Did you mean 'synthetic'?");
    }

    @Test
    void utterances_are_encoded_one_by_one_unless_a_batch_has_seconds_and_one_by_one_changes_no_digest() {
        ResolvedConfig plain = parse(GOOD);
        assertThat(plain.config().probing().batches()).isEqualTo(EncodeBatches.ONE_BY_ONE);
        for (String value : List.of("0", "0.0", "null")) {
            assertThat(parse(GOOD + "encode_batch_seconds: " + value + "\n").digest())
                    .isEqualTo(plain.digest());
        }
        ResolvedConfig together = parse(GOOD + "encode_batch_seconds: 80\n");
        assertThat(together.config().probing().batches()).isEqualTo(new EncodeBatches(80));
        assertThat(parse(together.yaml()).digest()).isEqualTo(together.digest()).isNotEqualTo(plain.digest());
        assertRefused(
                () -> parse(GOOD + "encode_batch_seconds: -1\n"), "encode_batch_seconds is -1, wanted at least 0.");
        assertRefused(() -> parse(GOOD + "encode_batch_seconds: many\n"), "encode_batch_seconds");
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
    void rules_for_transcripts_have_defaults_and_an_experiment_without_them_has_no_such_key() {
        String tasks = "upstreams: { fbank: { provider: fbank } }\ntasks:\n  de: { task: asr, manifest: de.tsv";
        ResolvedConfig without = parse(tasks + " }\n");
        assertThat(without.yaml()).doesNotContain("text");
        assertThat(Objects.requireNonNull(without.config().tasks().get("de")).text())
                .isNull();
        ResolvedConfig with = parse(tasks + ", text: { punctuation: drop } }\n");
        assertThat(Objects.requireNonNull(with.config().tasks().get("de")).text())
                .isEqualTo(new TextRules(
                        "manifest",
                        TextRules.LetterCase.LOWER,
                        TextRules.Punctuation.DROP,
                        TextRules.Digits.REFUSE,
                        TextRules.Marks.KEEP));
        assertThat(parse(with.yaml()).digest()).isEqualTo(with.digest()).isNotEqualTo(without.digest());
        assertRefused(() -> parse(tasks + ", text: { punctation: drop } }\n"), "Did you mean 'punctuation'?");
        assertRefused(() -> parse(tasks + ", text: { digits: drop } }\n"), "digits", "keep");
        String tuned = "finetune:\n  f: { provider: hubert, size: test, manifests: [de.tsv]";
        assertThat(parse(tuned + " }\n").yaml()).doesNotContain("text");
        assertThat(Objects.requireNonNull(parse(tuned + ", text: { alphabet: de.txt } }\n")
                                .config()
                                .finetune()
                                .get("f"))
                        .text())
                .extracting(rules -> Objects.requireNonNull(rules).alphabet())
                .isEqualTo("de.txt");
    }

    @Test
    void an_override_replaces_a_value_and_makes_another_digest() {
        ResolvedConfig changed = parse(GOOD, "pretrain.mine.steps=9", "throughput.upstreams=[hubert]");

        assertThat(changed.config().pretrain().get("mine").training().schedule().steps())
                .isEqualTo(9);
        assertThat(changed.config().throughput()).isNotNull();
        assertThat(changed.digest()).isNotEqualTo(parse(GOOD).digest());
    }

    @Test
    void an_unknown_key_is_named_with_line_and_suggestion() {
        assertRefused(
                () -> parse(GOOD.replace("steps: 7", "step: 7")),
                "try.yaml line 3",
                "pretrain.mine.step",
                "Did you mean 'steps'?");
    }

    @Test
    void a_value_out_of_range_is_named_with_its_line() {
        assertRefused(() -> parse(GOOD.replace("steps: 7", "steps: 0")), "line 3", "steps is 0, wanted at least 1");
    }

    @Test
    void a_value_of_the_wrong_type_is_named_with_its_line() {
        assertRefused(
                () -> parse(GOOD.replace("steps: 7", "steps: many")), "line 3, pretrain.mine.steps", "wanted int");
    }

    @Test
    void a_fraction_of_a_step_is_refused() {
        assertRefused(() -> parse(GOOD, "pretrain.mine.steps=1.5"));
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
    void a_byte_order_mark_is_no_part_of_the_first_key(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("try.yaml"), "\uFEFF" + GOOD);
        assertThat(new ConfigReader().read(List.of(file), List.of()).config().title())
                .isEqualTo("Try");
    }

    @Test
    void broken_yaml_is_refused_with_its_line() {
        assertThatThrownBy(() -> parse("title: x\nupstreams: [\n")).hasMessageContaining("try.yaml line");
    }

    @Test
    void targets_take_the_defaults_of_their_kind() {
        ExperimentConfig c = parse(
                        """
                        pretrain:
                          usual: { provider: hubert }
                          layer: { provider: hubert, targets: { kind: kmeans_layer, from: usual, layer: 3 } }
                          folder: { provider: hubert, targets: { kind: kmeans_layer, checkpoint: a/model } }
                          file: { provider: hubert, targets: { kind: label_file, labels: a.km, manifest: a.tsv } }
                          clusters: { provider: hubert, targets: { kind: label_file, labels: a.km, manifest: a.tsv,
                                      uses_labels: false } }
                        """)
                .config();

        assertThat(c.pretrain().get("usual").targets()).isEqualTo(new KmeansMfcc(100, true, 5_000_000, "quick"));
        assertThat(c.pretrain().get("layer").targets())
                .isEqualTo(new KmeansLayer("usual", "", "", "", 3, 500, 500_000));
        assertThat(c.pretrain().get("folder").targets())
                .isEqualTo(new KmeansLayer("", "a/model", "", "", 6, 500, 500_000));
        assertThat(c.pretrain().get("file").targets()).isEqualTo(new LabelFile("a.km", "a.tsv", "", 50, true));
        assertThat(c.pretrain().get("clusters").targets()).isEqualTo(new LabelFile("a.km", "a.tsv", "", 50, false));
        assertThat(c.pretrain().get("file").data().phones()).isEqualTo(new PhonesEntry("", 100));
    }

    @Test
    void the_kind_of_targets_can_be_set_with_all_that_belongs_to_it() {
        assertThat(parse(GOOD, "pretrain.mine.targets={kind: kmeans_layer, checkpoint: a/model, clusters: 50}")
                        .config()
                        .pretrain()
                        .get("mine")
                        .targets())
                .isEqualTo(new KmeansLayer("", "a/model", "", "", 6, 50, 500_000));
    }

    @Test
    void targets_that_do_not_fit_are_named_with_their_line() {
        assertRefused(
                () -> parse(GOOD, "pretrain.mine.targets={kind: kmeans_layers}"),
                "pretrain.mine.targets: Unknown target source 'kmeans_layers'",
                "mean 'kmeans_layer'");
        assertRefused(
                () -> parse(GOOD, "pretrain.mine.targets={kind: kmeans_layer, checkpoint: a, rate: 50}"),
                "there is no key 'rate' here");
        assertThatThrownBy(() -> parse(GOOD, "pretrain.mine.targets={kind: kmeans_layer}"))
                .hasMessageContaining("wanted one of them");
        assertThatThrownBy(() -> parse(GOOD, "pretrain.mine.targets={kind: label_file}"))
                .hasMessageContaining("targets.labels is missing");
        assertThatThrownBy(() -> parse(GOOD, "pretrain.mine.targets={kind: label_file, labels: /a.km}"))
                .hasMessageContaining("absolute path");
        assertThatThrownBy(() -> parse(GOOD, "pretrain.mine.targets.clusters=40000"))
                .hasMessageContaining("at most 32767");
    }

    @Test
    void a_pretraining_comes_after_the_one_that_its_targets_come_from() {
        ExperimentConfig c = parse(chain("a: b, b: c, c: ''")).config();

        assertThat(c.pretrain().keySet()).containsExactly("a", "b", "c");
        assertThat(c.trainings().order()).containsExactly("c", "b", "a");
    }

    @Test
    void targets_that_come_from_themselves_or_from_nowhere_are_refused() {
        assertRefused(() -> parse(chain("a: b, b: c, c: a")), "come from themselves: a from b from c from a");
        assertThatThrownBy(() -> parse(chain("a: a"))).hasMessageContaining("a from a");
        assertRefused(() -> parse(chain("a: b")), "targets of pretrain a come from 'b', which is not there");
    }

    @Test
    void a_training_has_a_model_for_each_seed_of_the_pre_training_behind_it() {
        ExperimentConfig c = parse(
                        """
                        seed: 7
                        pretrain:
                          one: { provider: hubert, size: tiny }
                          two: { provider: hubert, size: tiny, seeds: 2 }
                          three: { provider: hubert, size: tiny, seeds: 3, targets: { kind: kmeans_layer, from: two } }
                        finetune:
                          words: { from: two, manifests: [m.tsv] }
                          alone: { provider: hubert, size: tiny, manifests: [m.tsv] }
                        upstreams:
                          probed: { pretrained: three }
                          fbank: { provider: fbank }
                        """)
                .config();
        assertThat(names(c.trained("one"))).containsExactly("one");
        assertThat(names(c.trained("three"))).containsExactly("three", "three@8", "three@9");
        assertThat(names(c.trained("words"))).containsExactly("words", "words@8");
        assertThat(names(c.trained("alone"))).containsExactly("alone");
        c.upstreams()
                .forEach((label, entry) ->
                        assertThat(c.probed(label, entry)).as(label).hasSize(label.equals("fbank") ? 1 : 3));
        assertThat(names(c.trained("three").stream()
                        .map(model -> Objects.requireNonNull(c.source(model, "two")))
                        .toList()))
                .as("that of the same seed, otherwise the first")
                .containsExactly("two", "two@8", "two");
        assertThat(c.source(c.trained("one").get(0), "")).isNull();
        assertRefused(() -> parse(GOOD, "pretrain.mine.seeds=0"), "seeds is 0, wanted at least 1");
    }

    private static List<String> names(List<SeededLabel> models) {
        return models.stream().map(SeededLabel::name).toList();
    }

    @Test
    void claims_have_defaults_and_name_what_is_there() {
        assertThat(parse(GOOD).config().probing().claims()).isNull();
        assertThat(parse(GOOD + "claims: { baseline: raw }").config().probing().claims())
                .isEqualTo(new Claims(
                        "raw", List.of("fbank", "trained"), List.of("pr_an4"), Map.of(), Claims.Scope.MODELS, 0));
        assertThat(parse(GOOD + "claims: { baseline: raw, upstreams: [fbank], margin: { per: 0.5 }, scope: recipe }")
                        .config()
                        .probing()
                        .claims())
                .isEqualTo(new Claims(
                        "raw", List.of("fbank"), List.of("pr_an4"), Map.of("per", 0.5), Claims.Scope.RECIPE, 0));
        assertRefused(() -> parse(GOOD + "claims: { baseline: rw }"), "claims.baseline names 'rw'", "'raw'?");
        assertRefused(() -> parse(GOOD + "claims: { tasks: [pr_an4] }"), "claims.baseline names ''");
        assertRefused(() -> parse(GOOD + "claims: { basline: raw }"), "claims.basline", "Did you mean 'baseline'?");
        assertRefused(
                () -> parse(GOOD + "claims: { baseline: raw, scope: recipes }"),
                "claims.scope: got 'recipes', wanted one of models, recipe.");
        assertRefused(() -> parse(GOOD + "claims: { baseline: raw, margin: { per: x } }"), "claims.margin.per");
    }

    /** Pre-trainings and where their targets come from, for example {@code a: b, b: ''}. */
    private static String chain(String links) {
        StringBuilder yaml = new StringBuilder("pretrain:\n");
        for (String link : links.split(", ")) {
            String[] pair = link.split(": ");
            yaml.append("  ").append(pair[0]).append(": { provider: hubert");
            if (!pair[1].equals("''")) {
                yaml.append(", targets: { kind: kmeans_layer, from: ")
                        .append(pair[1])
                        .append(" }");
            }
            yaml.append(" }\n");
        }
        return yaml.toString();
    }

    private static ResolvedConfig parse(String text, String... overrides) {
        return new ConfigReader().parse("try.yaml", text, List.of(overrides));
    }
}
