package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.TaskManifests.Choice;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Division;

class TaskManifestsTest {
    private static final String HEADER = "path\tnum_samples\tspeaker\tsplit\t";
    private static final List<String> SPLITS = List.of("train", "dev", "test");

    @TempDir
    Path folder;

    @Test
    void a_manifest_is_for_the_task_that_its_name_begins_with() throws IOException {
        manifest("pr_an4", "phones");
        manifest("er", "label");
        manifest("pretrain", "source");
        assertThat(manifests().all())
                .containsExactly(
                        Choice.plain("er", "er", "manifests/er.tsv"),
                        Choice.plain("pr_an4", "pr", "manifests/pr_an4.tsv"));
        assertThat(manifests().choice("pr_an4").task()).isEqualTo("pr");
    }

    @Test
    void a_task_alone_takes_its_only_manifest() throws IOException {
        manifest("pr_an4", "phones");
        assertThat(manifests().choice("pr").manifest()).isEqualTo("manifests/pr_an4.tsv");
        manifest("pr_ls", "phones");
        assertError(() -> manifests().choice("pr"), "[manifests/pr_an4.tsv, manifests/pr_ls.tsv]");
        manifest("pr", "phones");
        assertThat(manifests().choice("pr").manifest()).isEqualTo("manifests/pr.tsv");
    }

    @Test
    void a_manifest_of_a_corpus_serves_tasks_whose_labels_no_other_task_reads_and_those_about_speakers()
            throws IOException {
        utterances("librispeech", "transcript\tphones", "HI\tHH AY1", SPLITS);
        assertThat(manifests().all())
                .containsExactlyInAnyOrder(
                        Choice.plain("asr_librispeech", "asr", "manifests/librispeech.tsv"),
                        Choice.plain("pr_librispeech", "pr", "manifests/librispeech.tsv"),
                        identified("librispeech"),
                        Choice.plain("asv_librispeech", "asv", "manifests/librispeech.tsv"));
        assertError(() -> manifests().choice("er"), "No manifest", "er=MANIFEST");
    }

    @Test
    void labels_that_several_tasks_read_go_to_those_that_accept_them_and_their_splits() throws IOException {
        utterances("emodb", "label\ttext_code", "anger\ta01", List.of("fold1", "fold2", "fold3"));
        utterances("fsdd", "label", "7", SPLITS);
        utterances("unfinished", "label", "7", List.of("train"));
        utterances("intents", "slots\tlabel", "A\tGreet", SPLITS);
        Files.writeString(
                folder.resolve("manifests/voxceleb1.tsv"),
                rows("label", speaker -> speaker, List.of("train", "train", "train", "train", "dev", "test"), 20));
        assertThat(manifests().all())
                .containsExactlyInAnyOrder(
                        Choice.plain("er_emodb", "er", "manifests/emodb.tsv"),
                        Choice.plain("ks_fsdd", "ks", "manifests/fsdd.tsv"),
                        Choice.plain("sf_intents", "sf", "manifests/intents.tsv"),
                        Choice.plain("sid_voxceleb1", "sid", "manifests/voxceleb1.tsv"),
                        new Choice(
                                "asv_voxceleb1",
                                "asv",
                                "manifests/voxceleb1.tsv",
                                "",
                                new Division(Division.By.SPEAKER, 0.1, 0.1)));
        assertThat(manifests().choice("er")).isEqualTo(manifests().choice("er=manifests/emodb.tsv"));
    }

    @Test
    void a_corpus_without_one_of_its_folds_is_still_tied_to_its_task_which_says_so() throws IOException {
        utterances("emodb", "label\ttext_code", "anger\ta01", List.of("fold1", "fold2", "fold4", "fold5"));
        utterances("pair", "label", "anger", List.of("fold1", "fold2"));
        assertThat(manifests().all()).containsExactly(Choice.plain("er_emodb", "er", "manifests/emodb.tsv"));
    }

    @Test
    void speakers_are_drawn_for_splits_that_a_manifest_lacks() throws IOException {
        utterances("an4", "transcript", "HI", List.of("train", "test"));
        Division drawn = new Division(Division.By.SPEAKER, 0.1, 0);
        assertThat(manifests().all())
                .contains(new Choice("asr_an4", "asr", "manifests/an4.tsv", "", drawn))
                .contains(new Choice("asv_an4", "asv", "manifests/an4.tsv", "", drawn));
        String entry = new DataDraft(false, manifests().all()).yaml();
        assertThat(entry).contains("divide: { by: speaker, dev: 0.1, test: 0.0 }, preset: quick }");
        assertThat(new ConfigReader()
                        .parse("draft.yaml", entry, List.of())
                        .config()
                        .tasks())
                .hasSize(3)
                .extractingByKey("asr_an4")
                .satisfies(task -> assertThat(task.data().splits().divide()).isEqualTo(drawn));
    }

    @Test
    void a_manifest_by_its_whole_path_is_named_as_experiments_name_it() throws IOException {
        manifest("ks_mine", "label");
        Path file = folder.resolve("manifests/ks_mine.tsv");
        assertThat(manifests().choice("ks=" + file)).isEqualTo(manifests().choice("ks=manifests/ks_mine.tsv"));
        Path elsewhere = Files.createDirectories(folder.resolve("other"));
        TaskManifests other = new TaskManifests(
                new DataFolder(elsewhere, false), Services.load().tasks());
        assertError(() -> other.choice("ks=" + file), "is not in the data folder " + elsewhere, "--data");
    }

    @Test
    void speakers_are_identified_where_a_manifest_has_no_labels_of_utterances() throws IOException {
        utterances("an4", "transcript", "HI", SPLITS);
        manifest("libri2mix", "turns");
        manifest("pretrain", "source");
        manifest("snips", "transcript\tlabel");
        Choice an4 = identified("an4");
        assertThat(manifests().choice("sid")).isEqualTo(an4);
        assertThat(manifests().choice("sid=manifests/an4.tsv")).isEqualTo(an4);
        assertThat(manifests().choice("sid=manifests/snips.tsv").column()).isEmpty();
        String entry = new DataDraft(false, List.of(an4)).yaml();
        assertThat(new ConfigReader()
                        .parse("draft.yaml", entry, List.of())
                        .config()
                        .tasks()
                        .get("sid_an4")
                        .data())
                .returns("speaker", TaskEntry.Data::label)
                .returns(new Division(Division.By.UTTERANCE, 0.1, 0.2), data -> data.splits()
                        .divide());
    }

    @Test
    void what_is_not_there_is_named_with_what_is() throws IOException {
        manifest("pr_an4", "phones");
        assertError(() -> manifests().choice("pr_an5"), "manifests/pr_an5.tsv");
        assertError(() -> manifests().choice("prr"), "Unknown task 'prr'");
        assertError(() -> manifests().choice("pr=manifests/none.tsv"), "none.tsv");
    }

    private static void assertError(ThrowingCallable call, String... says) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                .contains(says));
    }

    private void manifest(String name, String columns) throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(folder.resolve("manifests/" + name + ".tsv"), HEADER + columns + "\n");
    }

    private static Choice identified(String corpus) {
        return new Choice(
                "sid_" + corpus,
                "sid",
                "manifests/" + corpus + ".tsv",
                "speaker",
                new Division(Division.By.UTTERANCE, 0.1, 0.2));
    }

    /** Writes a manifest with twenty speakers in each split, five utterances each, all with these labels. */
    private void utterances(String name, String columns, String labels, List<String> splits) throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        List<String> rows = new ArrayList<>();
        for (String split : splits) {
            rows.addAll(rows(columns, speaker -> labels, List.of(split, split, split, split, split), 20)
                    .lines()
                    .skip(1)
                    .map(row -> row.replace("voice", split))
                    .toList());
        }
        Files.writeString(
                folder.resolve("manifests/" + name + ".tsv"), HEADER + columns + "\n" + String.join("\n", rows) + "\n");
    }

    /** @param splits of the utterances of each speaker */
    private static String rows(String columns, UnaryOperator<String> labels, List<String> splits, int speakers) {
        StringBuilder text = new StringBuilder(HEADER).append(columns).append('\n');
        for (int speaker = 0; speaker < speakers; speaker++) {
            for (int i = 0; i < splits.size(); i++) {
                String name = "voice" + speaker;
                text.append(String.join(
                                "\t", "a/" + name + "-" + i + ".wav", "16000", name, splits.get(i), labels.apply(name)))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private TaskManifests manifests() {
        return new TaskManifests(new DataFolder(folder, false), Services.load().tasks());
    }
}
