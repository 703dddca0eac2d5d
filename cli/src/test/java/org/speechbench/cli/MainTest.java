package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Home;

class MainTest {
    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void an_unknown_command_is_bad_usage_with_a_suggestion() {
        assertThat(shell.refuses("reprot")).hasLineCount(1).contains("reprot", "Did you mean");
    }

    @Test
    void a_missing_experiment_is_one_line() {
        assertThat(shell.refuses("run", folder.resolve("none.yaml")))
                .hasLineCount(1)
                .startsWith("speechbench: There is no experiment file");
    }

    @Test
    void an_unknown_upstream_stops_before_anything_is_written() throws IOException {
        assertThat(refused("upstreams: { mine: { provider: hubret } }"))
                .contains("Unknown upstream 'hubret'. Did you mean 'hubert'?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void an_unknown_task_stops_before_anything_is_written() throws IOException {
        assertThat(refused("tasks: { mine: { task: asrr, manifest: manifests/asr.tsv } }"))
                .contains("Unknown task 'asrr'. Did you mean 'asr'?");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_data_folder_that_is_not_there_is_named() throws IOException {
        Path config = config("title: x");
        assertThat(shell.refuses("run", config, "--data", folder.resolve("nowhere")))
                .hasLineCount(1)
                .contains("There is no data folder", "nowhere");
    }

    @Test
    void a_manifest_that_names_a_missing_file_stops_before_anything_is_written() throws IOException {
        data("a.flac");
        assertThat(refused("tasks: { sid: { task: sid, manifest: manifests/m.tsv } }"))
                .contains("a.flac", "is not there");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void a_truncated_recording_is_named() throws IOException {
        Path whole;
        try (Stream<Path> files = Files.walk(Home.find().syntheticCorpus().resolve("audio"))) {
            whole = files.filter(f -> f.toString().endsWith(".flac"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(folder.resolve("a.flac"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        data("a.flac");
        StringBuilder others = new StringBuilder();
        for (String line : List.of("b.flac\t0\tB\ttrain\tB\n", "c.flac\t0\tA\tdev\tA\n", "d.flac\t0\tB\ttest\tB\n")) {
            Files.write(folder.resolve(line.substring(0, line.indexOf('\t'))), bytes);
            others.append(line);
        }
        Files.writeString(folder.resolve("manifests/m.tsv"), others, StandardOpenOption.APPEND);
        assertThat(refused("tasks: { sid: { task: sid, manifest: manifests/m.tsv } }"))
                .contains("a.flac");
    }

    @Test
    void a_dry_run_counts_cells_and_computes_nothing() {
        String demo = Home.find().experiment("demo.yaml").toString();
        Path target = folder.resolve("out");

        assertThat(shell.prints("run", demo, "--dry-run", "--limit", "3", "--out", target))
                .contains("cell fast_hubert x er", "16 cells");
        assertThat(target).doesNotExist();
    }

    /** A decoder spares the Transformer the masked frames, and frames of 20 ms are twice as many. */
    @Test
    void a_dry_run_counts_the_arithmetic_of_the_settings() {
        double usual = teraFlops("{}");
        assertThat(teraFlops("{masked_frames: decoder}")).isBetween(0.5 * usual, 0.9 * usual);
        assertThat(teraFlops("{convolutions: 1}")).isGreaterThan(1.6 * usual);
    }

    private double teraFlops(String settings) {
        shell.prints(
                "run",
                Home.find().experiment("demo.yaml"),
                "--dry-run",
                "--set",
                "pretrain.fast_hubert.settings=" + settings);
        String line = shell.out()
                .lines()
                .filter(l -> l.startsWith("pre-train fast_hubert:"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll(".*, ([0-9.]+) TFLOP.*", "$1"));
    }

    @Test
    void a_list_is_readable_by_a_program() throws IOException {
        shell.prints("list", "tasks", "--json");

        JsonNode tasks = shell.json();
        assertThat(tasks.findValuesAsText("name")).contains("asr", "er", "pr", "sid");
    }

    @Test
    void a_description_names_the_head_of_each_preset() {
        assertThat(shell.prints("describe", "pr")).contains("quick:", "superb:", "head: linear_ctc");
    }

    @Test
    void settings_are_described_with_type_default_values_and_meaning() {
        assertThat(shell.prints("describe", "fast_hubert"))
                .contains(
                        "setting convolutions\n  type: choice\n  default: 2\n  values: 1, 2, 3\n",
                        "1 for frames of 20 ms");
    }

    @Test
    void a_dry_run_counts_cost_and_disk_of_what_is_configured() {
        String coarse = dryRun("3");
        String fine = dryRun("1");
        assertThat(flops(fine)).isGreaterThan(1.5 * flops(coarse));
        assertThat(states(fine)).isGreaterThan(3 * states(coarse));
    }

    private String dryRun(String convolutions) {
        String demo = Home.find().experiment("demo.yaml").toString();
        String set = "pretrain.fast_hubert.settings.convolutions=" + convolutions;
        return shell.prints("run", demo, "--dry-run", "--json", "--upstreams", "fast_hubert", "--set", set);
    }

    private static double flops(String plan) {
        return number(plan, "tera_flops");
    }

    /** Of the second folder, which has hidden states. */
    private static double states(String plan) {
        return number(plan.substring(plan.indexOf("hidden states")), "needed_bytes");
    }

    private static double number(String json, String key) {
        Matcher found = Pattern.compile("\"" + key + "\" ?: ?([0-9.E]+)").matcher(json);
        assertThat(found.find()).as(key + " in " + json).isTrue();
        return Double.parseDouble(found.group(1));
    }

    @Test
    void the_symbols_of_a_fixed_inventory_are_described() {
        assertThat(shell.prints("describe", "pr"))
                .contains("classes: 74", "symbols: <blank> <eos> <unk> SIL SPN AA0 AA1 AA2 AE0", " Y Z ZH\n");
    }

    @Test
    void prepare_finds_the_bundled_corpus_whole() {
        assertThat(shell.prints("prepare", "er", "--data", Home.find().syntheticCorpus()))
                .contains("fold1: 40 utterances", "er is whole.");
    }

    @Test
    void every_experiment_of_the_repository_is_valid() throws IOException {
        try (Stream<Path> files = Files.list(Home.find().root().resolve("experiments"))) {
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".yaml") && !f.toString().contains("reduced"))
                    .toList()) {
                ExperimentConfig config =
                        new ConfigReader().read(List.of(file), List.of()).config();
                assertThat(config.upstreams().size() + config.finetune().size() + timed(config))
                        .as(file.toString())
                        .isPositive();
            }
        }
    }

    /** An experiment may measure speed alone. */
    private static int timed(ExperimentConfig config) {
        ThroughputEntry throughput = config.throughput();
        return throughput == null
                ? 0
                : throughput.ladder().rows().size() + throughput.upstreams().size();
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("x.yaml"), text + "\n");
    }

    /** What is said of an experiment that does not begin. */
    private String refused(String text) throws IOException {
        return shell.refuses("run", config(text), "--data", folder, "--out", folder.resolve("out"));
    }

    /** A data folder with one utterance. */
    private void data(String audio) throws IOException {
        Path manifests = Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(
                manifests.resolve("m.tsv"),
                "path\tnum_samples\tspeaker\tsplit\tlabel\n" + audio + "\t0\tA\ttrain\tA\n");
    }
}
