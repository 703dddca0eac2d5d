package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;

class ProbeCommandTest {
    private static final Path DATA = Home.find().syntheticCorpus();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    /** A checkpoint in the folder {@code mine/model}, and the same weights in Hugging Face's layout. */
    @BeforeAll
    static void write_a_model() {
        TestModel.write(shared.resolve("mine/model"), shared.resolve("theirs-hf"));
    }

    @Test
    void checkpoints_are_probed_beside_fbank_and_their_network_with_random_weights_and_run_repeats_it() {
        Path out = folder.resolve("out");
        assertThat(probe(out, shared.resolve("mine/model"), shared.resolve("theirs-hf")))
                .as(shell.err())
                .isZero();
        assertThat(scores(out))
                .extracting(ResultRow::upstream)
                .containsExactly("fbank", "hubert_test_random", "mine", "theirs-hf");
        assertThat(scores(out).get(2).value())
                .as("the same weights in two layouts")
                .isEqualTo(scores(out).get(3).value());

        Path again = folder.resolve("again");
        assertThat(shell.run("run", out.resolve("config.yaml"), "--data", DATA, "--out", again))
                .as(shell.err())
                .isZero();
        assertThat(scores(again))
                .extracting(ResultRow::value)
                .isEqualTo(scores(out).stream().map(ResultRow::value).toList());
    }

    @Test
    void baselines_may_be_left_out_and_an_upstream_has_a_size() throws IOException {
        Path file = folder.resolve("mine.yaml");
        shell.prints(
                "probe",
                "hubert:test",
                "fbank",
                "--no-baselines",
                "--tasks",
                "er,pr",
                "--seeds",
                "2",
                "--data",
                DATA,
                "--precision",
                "fp32",
                "--limit",
                16,
                "--set",
                "tasks.er.steps=3",
                "--write",
                file);
        assertThat(file)
                .content()
                .contains("hubert_test:", "size: test", "seeds: 2", "manifest: manifests/pr.tsv")
                .contains("precision: fp32", "limit: 16", "steps: 3")
                .doesNotContain("random")
                .endsWith("\n");
        assertThat(shell.refuses("probe", "fbank", "--tasks", "er", "--data", DATA, "--write", file))
                .contains("is there already");
    }

    @Test
    void a_manifest_by_its_whole_path_becomes_one_that_run_takes() {
        Path file = folder.resolve("mine.yaml");
        Path manifest = DATA.resolve("manifests/er.tsv").toAbsolutePath();
        shell.prints("probe", "fbank", "--tasks", "er=" + manifest, "--data", DATA, "--limit", 8, "--write", file);
        assertThat(file).content().contains("manifest: manifests/er.tsv");
        shell.prints("run", file, "--data", DATA, "--dry-run", "--out", folder.resolve("out"));
        assertThat(shell.refuses("probe", "fbank", "--tasks", "er=" + manifest, "--data", folder, "--write", file))
                .hasLineCount(1)
                .contains("is not in the data folder");
    }

    @Test
    void states_that_another_program_has_written_are_probed_like_those_of_the_model_itself() {
        Path states = folder.resolve("states");
        shell.prints("encode", "fbank", "--in", DATA.resolve("manifests/er.tsv"), "--out", states);
        Path out = folder.resolve("out");
        List<Object> words = new ArrayList<>(List.of("probe", "features=" + states, "fbank", "--tasks", "er"));
        words.addAll(List.of("--learning-rates", "0.01", "--data", DATA, "--out", out, "--limit", 16));
        words.addAll(List.of("--precision", "fp32", "--set", "tasks.er.steps=3"));
        assertThat(shell.run(words.toArray())).as(shell.err()).isZero();
        assertThat(scores(out)).extracting(ResultRow::upstream).containsExactly("states", "fbank");
        assertThat(scores(out).get(0).value()).isEqualTo(scores(out).get(1).value());
    }

    @Test
    void what_cannot_be_probed_is_one_line() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.pt"), "no weights");
        assertThat(shell.refuses("probe", "hubret", "--tasks", "er", "--data", DATA))
                .hasLineCount(1)
                .contains("hubret", "Did you mean 'hubert'?");
        assertThat(shell.refuses("probe", text, "--tasks", "er", "--data", DATA))
                .contains("No upstream opens", "notes.pt");
        assertThat(shell.refuses("probe", "fbank", "--tasks", "err", "--data", DATA))
                .hasLineCount(1)
                .contains("Unknown task 'err'");
        assertThat(shell.refuses("probe", "fbank", "--tasks", "er,er", "--data", DATA))
                .contains("named twice");
        assertThat(shell.refuses("probe", "hubert", "--tasks", "er", "--data", DATA, "--out", folder.resolve("out")))
                .contains("hubert comes in several sizes");
    }

    @Test
    void init_writes_an_experiment_for_what_is_there() throws IOException {
        Path file = folder.resolve("first.yaml");
        assertThat(shell.prints("init", file, "--data", DATA)).contains("asr: manifests/asr.tsv", "--dry-run");
        assertThat(shell.prints("run", file, "--data", DATA, "--dry-run", "--out", folder.resolve("out")))
                .contains("fast_hubert", "sid");
        assertThat(shell.refuses("init", file, "--data", DATA)).contains("is there already");

        Path tasksOnly = Files.createDirectories(folder.resolve("data/manifests"));
        Files.copy(DATA.resolve("manifests/er.tsv"), tasksOnly.resolve("er.tsv"));
        Path second = folder.resolve("second.yaml");
        shell.prints("init", second, "--data", folder.resolve("data"));
        assertThat(second).content().contains("er: { task: er", "fbank").doesNotContain("pretrained");

        assertThat(shell.refuses("init", folder.resolve("third.yaml"), "--data", folder))
                .contains("no manifest", "speechbench prepare");
    }

    private int probe(Path out, Path... what) {
        List<Object> words = new ArrayList<>(List.of("probe"));
        words.addAll(List.of(what));
        words.addAll(List.of("--tasks", "er", "--learning-rates", "0.01", "--data", DATA, "--out", out, "--limit", 16));
        words.addAll(List.of("--precision", "fp32", "--set", "tasks.er.steps=3"));
        return shell.run(words.toArray());
    }

    private static List<ResultRow> scores(Path out) {
        return new ResultStore(new RunDirectory(out).results())
                .rows().stream().filter(row -> row.is(RowKind.SCORE)).toList();
    }
}
