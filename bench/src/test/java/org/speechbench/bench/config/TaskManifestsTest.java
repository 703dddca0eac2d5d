package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.TaskManifests.Choice;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.DataFolder;

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
                        new Choice("er", "er", "manifests/er.tsv"), new Choice("pr_an4", "pr", "manifests/pr_an4.tsv"));
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
                        new Choice("asr_librispeech", "asr", "manifests/librispeech.tsv"),
                        new Choice("pr_librispeech", "pr", "manifests/librispeech.tsv"));
        assertError(() -> manifests().choice("er"), "No manifest", "er=MANIFEST");
        assertThat(manifests().choice("er=manifests/emodb.tsv"))
                .isEqualTo(new Choice("er_emodb", "er", "manifests/emodb.tsv"));
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
