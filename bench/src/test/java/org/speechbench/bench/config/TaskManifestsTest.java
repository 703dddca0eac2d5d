package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.TaskManifests.Choice;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.Division;

class TaskManifestsTest {
    @TempDir
    Path folder;

    @Test
    void a_manifest_is_for_the_task_that_its_name_begins_with() throws IOException {
        manifest("pr_an4", "phones");
        manifest("er", "label");
        manifest("pretrain", "source");
        assertThat(manifests().all())
                .containsExactly(
                        new Choice("er", "er", "manifests/er.tsv", false),
                        new Choice("pr_an4", "pr", "manifests/pr_an4.tsv", false));
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
    void a_manifest_of_a_corpus_serves_tasks_whose_labels_no_other_task_reads() throws IOException {
        manifest("librispeech", "transcript\tphones");
        manifest("emodb", "label");
        assertThat(manifests().all())
                .containsExactlyInAnyOrder(
                        new Choice("asr_librispeech", "asr", "manifests/librispeech.tsv", false),
                        new Choice("pr_librispeech", "pr", "manifests/librispeech.tsv", false),
                        new Choice("sid_librispeech", "sid", "manifests/librispeech.tsv", true));
        assertError(() -> manifests().choice("er"), "No manifest", "er=MANIFEST");
        assertThat(manifests().choice("er=manifests/emodb.tsv"))
                .isEqualTo(new Choice("er_emodb", "er", "manifests/emodb.tsv", false));
    }

    @Test
    void speakers_are_identified_where_a_manifest_has_no_labels_of_utterances() throws IOException {
        manifest("an4", "transcript");
        manifest("libri2mix", "turns");
        manifest("pretrain", "source");
        manifest("snips", "transcript\tlabel");
        Choice an4 = new Choice("sid_an4", "sid", "manifests/an4.tsv", true);
        assertThat(manifests().choice("sid")).isEqualTo(an4);
        assertThat(manifests().choice("sid=manifests/an4.tsv")).isEqualTo(an4);
        assertThat(manifests().choice("sid=manifests/snips.tsv").speakers()).isFalse();
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
        Files.writeString(
                folder.resolve("manifests/" + name + ".tsv"), "path\tnum_samples\tspeaker\tsplit\t" + columns + "\n");
    }

    private TaskManifests manifests() {
        return new TaskManifests(new DataFolder(folder, false), Services.load().tasks());
    }
}
