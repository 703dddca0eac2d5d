package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.datasets.corpus.Corpus;

class TrainingRecipeTest {
    private static final Corpus CORPUS = new Corpus("c", "c0ffee", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seeds: 5",
                "log_every: 7",
                "evaluate_every: 7",
                "checkpoint_every: 7",
                "out_of_memory: stop",
                "resident_features: never",
                "manifest: other.tsv",
                "phones: { file: p.tsv }"
            })
    void what_leaves_the_weights_alone_is_not_part_of_a_recipe(String setting) {
        assertThat(pretrain(setting)).isEqualTo(pretrain("steps: 1000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: 7",
                "dropout: 0.2",
                "learning_rate: 0.002",
                "train: other",
                "targets: { clusters: 7 }",
                "targets: { kind: kmeans_layer, from: b }",
                "settings: { convolutions: 1 }",
                "objective: other",
                "compute: original",
                "size: small"
            })
    void what_changes_the_weights_makes_another_recipe(String setting) {
        assertThat(pretrain(setting)).isNotEqualTo(pretrain("steps: 1000"));
    }

    @Test
    void precision_and_corpus_are_part_of_it_and_the_seed_of_the_experiment_is_not() {
        String usual = pretrain("steps: 7");
        assertThat(of(config("seed: 4", "steps: 7"), CORPUS, "", Map.of())).isEqualTo(usual);
        assertThat(of(config("precision: fp32", "steps: 7"), CORPUS, "", Map.of()))
                .isNotEqualTo(usual);
        assertThat(of(config("", "steps: 7"), new Corpus("c", "decaf", List.of()), "", Map.of()))
                .isNotEqualTo(usual);
    }

    @Test
    void what_targets_come_from_counts_by_its_recipe_and_not_by_its_label() {
        ExperimentConfig one = config("", "targets: { kind: kmeans_layer, from: b }");
        ExperimentConfig renamed = config("", "targets: { kind: kmeans_layer, from: c }");
        assertThat(of(one, CORPUS, "1234", Map.of()))
                .isEqualTo(of(renamed, CORPUS, "1234", Map.of()))
                .isNotEqualTo(of(one, CORPUS, "4321", Map.of()));
    }

    @Test
    void a_file_of_labels_counts_by_its_contents_and_not_by_its_name() {
        ExperimentConfig one = config("", "targets: { kind: label_file, labels: a.km, manifest: a.tsv }");
        ExperimentConfig renamed = config("", "targets: { kind: label_file, labels: b.km, manifest: b.tsv }");
        Map<String, String> contents = Map.of("labels", "12", "manifest", "34");
        assertThat(of(one, CORPUS, "", contents))
                .isEqualTo(of(renamed, CORPUS, "", contents))
                .isNotEqualTo(of(one, CORPUS, "", Map.of("labels", "21", "manifest", "34")));
    }

    @Test
    void a_fine_tuning_has_one_of_its_own() {
        String usual = finetune("steps: 7", "1234");
        assertThat(usual).matches("[0-9a-f]{16}").isEqualTo(finetune("steps: 7, log_every: 3", "1234"));
        assertThat(usual)
                .isNotEqualTo(finetune("steps: 8", "1234"))
                .isNotEqualTo(finetune("steps: 7, evaluate_every: 3", "1234"))
                .isNotEqualTo(finetune("steps: 7", "4321"));
    }

    private static String pretrain(String setting) {
        return of(config("", setting), CORPUS, "", Map.of());
    }

    private static String of(ExperimentConfig config, Corpus corpus, String source, Map<String, String> contents) {
        PretrainEntry entry = Objects.requireNonNull(config.pretrain().get("a"));
        return new TrainingRecipe(config.spec(entry), corpus, source).of(entry, contents);
    }

    private static String finetune(String settings, String source) {
        ExperimentConfig config =
                config("finetune: { f: { from: a, manifests: [m.tsv], " + settings + " } }", "steps: 1");
        FinetuneEntry entry = Objects.requireNonNull(config.finetune().get("f"));
        return new TrainingRecipe(config.spec(entry), CORPUS, source).of(entry, List.of("a"));
    }

    private static ExperimentConfig config(String top, String setting) {
        String size = setting.startsWith("size") ? "" : "size: tiny, ";
        return new ConfigReader()
                .parse(
                        "x.yaml",
                        top + "\npretrain:\n  a: { provider: fast_hubert, " + size + setting + " }\n"
                                + "  b: { provider: fast_hubert, size: tiny }\n"
                                + "  c: { provider: fast_hubert, size: tiny }\n",
                        List.of())
                .config();
    }
}
