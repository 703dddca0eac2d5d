package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.SoundRecordings;

/** Plans over manifests and lists with bad items; nothing is computed. */
class BadItemsOfARunTest {
    private static final String HEADER = "path\tnum_samples\tspeaker\tsplit\tlabel\n";
    private static final String KS =
            """
            title: T
            upstreams: { fbank: { provider: fbank } }
            tasks: { ks: { task: ks, manifest: manifests/ks.tsv } }
            """;
    private static final String ASV =
            """
            title: T
            upstreams: { fbank: { provider: fbank } }
            tasks: { asv: { task: asv, manifest: manifests/ks.tsv, trials: %s } }
            """;

    @TempDir
    Path folder;

    private StringBuilder manifest = new StringBuilder(HEADER);

    @BeforeEach
    void recordings() throws IOException {
        Files.createDirectories(folder.resolve("manifests"));
        manifest = new StringBuilder(HEADER);
        for (String split : List.of("train", "dev", "test")) {
            for (String word : List.of("no", "stop", "yes")) {
                for (int i = 0; i < 4; i++) {
                    Files.createFile(folder.resolve(split + word + i + ".wav"));
                    manifest.append(line(split + word + i, split + word, split, word));
                }
            }
        }
    }

    @Test
    void a_bad_line_of_a_manifest_names_itself_or_is_skipped_and_counted() throws IOException {
        manifest.append("x.wav\tmany\tS\ttrain\tno\n").append("\u00fc.wav\t1\tS\ttrain\tno\n");
        write(StandardCharsets.ISO_8859_1);
        assertRefused(() -> plan(KS, false), "ks.tsv:38: num_samples is 'many'");
        assertThat(plan(KS, true).skipped()).isEqualTo(2);
    }

    @Test
    void utterances_without_a_label_are_refused_or_left_out_with_the_words_that_no_lexicon_has() throws IOException {
        manifest = new StringBuilder(manifest.toString()
                .replace("\tlabel\n", "\tphones\n")
                .replaceAll("\tno\n", "\t\n")
                .replaceAll("\t(stop|yes)\n", "\tAA1\n"));
        write(StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("manifests/ks.missing-words.txt"), "NO\t4\nNOT\t8\n");
        String pr = KS.replace("ks: { task: ks", "pr: { task: pr");
        assertRefused(() -> plan(pr, false), "has an empty label", "--skip-bad");
        assertThat(plan(pr, true).cells().get(0).utterances()).isEqualTo(24);
        assertThat(corpora(true).unlabelled())
                .containsExactly("Task pr: 12 of 36 utterances have no label in column 'phones' and were left out;"
                        + " 2 words are in no lexicon, NO, NOT (ks.missing-words.txt).");
    }

    @Test
    void labels_that_are_all_missing_are_refused_even_where_bad_items_are_skipped() throws IOException {
        manifest = new StringBuilder(manifest.toString().replaceAll("\t(no|stop|yes)\n", "\t\n"));
        write(StandardCharsets.UTF_8);
        assertRefused(() -> plan(KS, true), "has the labels []");
    }

    @Test
    void a_recording_that_is_missing_names_itself_or_is_skipped_and_counted() throws IOException {
        manifest.append(line("gone", "S", "train", "no"));
        write(StandardCharsets.UTF_8);
        assertRefused(() -> plan(KS, false), "gone.wav is not there");
        assertThat(plan(KS, true).skipped()).isEqualTo(1);
    }

    @Test
    void a_bad_trial_names_itself_or_is_skipped_and_counted() throws IOException {
        write(StandardCharsets.UTF_8);
        Path trials = folder.resolve("trials.txt");
        Files.writeString(trials, "1 testno0.wav testno1.wav\n0 testno0.wav gone.wav\n0 testno0.wav testyes1.wav\n");
        String config = ASV.formatted(trials);
        assertRefused(() -> plan(config, false), "trials.txt:2: 0 utterances of the corpus are 'gone.wav'");
        assertThat(plan(config, true).skipped()).isEqualTo(1);
        assertThat(plan("limit: 6\n" + config, true).cells()).hasSize(1);
    }

    @Test
    void a_limit_takes_every_class_of_a_sorted_manifest_and_names_itself_in_errors() throws IOException {
        write(StandardCharsets.UTF_8);
        assertThat(plan("limit: 4\n" + KS, false).cells().get(0).utterances()).isEqualTo(12);
        assertRefused(() -> plan("limit: 1\n" + KS, false), "cut to 1 utterances by limit");
    }

    @Test
    void a_folder_that_cannot_be_written_is_found_before_anything_is_read() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(
                () -> TestExperiment.of(KS, file.resolve("out"))
                        .on(new DataFolder(folder, false))
                        .run(),
                "out: cannot be written, since " + file + " is no folder",
                "--out");
    }

    /** The corpora of a run of {@code pr}, after its labels were read. */
    private Corpora corpora(boolean skipBad) {
        Progress silent = Progress.silent();
        Corpora corpora = new Corpora(
                new DataFolder(folder, false),
                BadItems.of(skipBad, silent),
                new SplitLimit(0, 1),
                Corpora.Depth.FILES,
                SoundRecordings.none(),
                silent);
        TaskEntry entry = new ConfigReader()
                .parse("pr.yaml", KS.replace("ks: { task: ks", "pr: { task: pr"), List.of())
                .config()
                .tasks()
                .values()
                .iterator()
                .next();
        PlannedTask.of("pr", entry, Services.load(), corpora);
        return corpora;
    }

    private RunPlan plan(String config, boolean skipBad) {
        return TestExperiment.of(config, folder.resolve("out"))
                .on(new DataFolder(folder, false))
                .skipBad(skipBad)
                .plan();
    }

    private void write(java.nio.charset.Charset charset) throws IOException {
        Files.write(folder.resolve("manifests/ks.tsv"), manifest.toString().getBytes(charset));
    }

    private static String line(String name, String speaker, String split, String word) {
        return String.join("\t", name + ".wav", "16000", speaker, split, word) + "\n";
    }
}
