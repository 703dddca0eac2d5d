package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.corpus.DataFolder;

/** Plans, which compute nothing, of manifests whose recordings are empty files. */
class LabelCheckTest {
    private static final String GOOD_CLASSES = "train:one train:two dev:one dev:two test:one test:two";

    private static final String PROBED = "upstreams:\n  fbank: { provider: fbank }\ntasks:\n";

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "asr | transcript | ROOM 101       | '1'",
                "pr  | phones     | HH AH0 L OW9   | 'OW9'",
                "pr  | phones     | HH AH0 L OW    | vowel 'OW' without stress",
                "sf  | slots      | GO B-city ROME | 'B-city'",
                "sd  | turns      | a:2-1          | ends after",
                "sid | speaker_id | x              | no column 'label'",
                "ks  | label      | ' '            | empty label"
            })
    void a_label_of_any_split_that_a_task_cannot_read_ends_a_plan(
            String task, String column, String label, String message) {
        String good = task.equals("sf")
                ? "B-city ROME E-city"
                : task.equals("pr") ? "AH0" : task.equals("sd") ? "a:0-1 b:1-2" : "YES";
        String bad = label.strip();
        StringBuilder lines = new StringBuilder();
        for (String split : List.of("train", "dev", "test")) {
            lines.append(line(split + "1", split, good))
                    .append(line(split + "2", split, good + (task.equals("ks") ? "2" : "")));
        }
        lines.append(line("bad", "test", bad)).append(line("worse", "test", bad));
        manifest("bad.tsv", column, lines.toString());
        classes("good.tsv", GOOD_CLASSES);
        assertRefused(
                () -> plan("  good: { task: ks, manifest: good.tsv }\n  mine: { task: " + task
                        + ", manifest: bad.tsv }\n"),
                message);
        assertThat(data.resolve("out")).doesNotExist();
    }

    @Test
    void the_first_bad_label_and_the_number_of_them_are_named() {
        manifest(
                "asr.tsv",
                "transcript",
                line("a", "train", "YES") + line("b", "dev", "N0") + line("c", "test", "YES") + line("d", "dev", "0"));
        assertThatThrownBy(() -> plan("  mine: { task: asr, manifest: asr.tsv }\n"))
                .hasMessageStartingWith("Task mine: Utterance b.wav has the symbol '0'")
                .hasMessageEndingWith("It is the first of 2 such utterances.");
    }

    @Test
    void classes_that_training_lacks_are_warned_of_by_name() {
        classes("ks.tsv", "train:one train:two dev:one dev:six test:two test:nine test-other:nine");
        assertThat(plan("  ks: { task: ks, manifest: ks.tsv }\n").warnings())
                .containsExactly("task ks: training has no utterance of 'six' (dev), 'nine' (test, test-other)");
        classes("good.tsv", GOOD_CLASSES);
        assertThat(plan("  ks: { task: ks, manifest: good.tsv }\n").warnings()).isEmpty();
    }

    @Test
    void classes_of_every_column_and_every_fold_are_looked_at() {
        manifest(
                "ic.tsv",
                "action\tobject\tlocation",
                line("a", "train", "on\tlamp\tkitchen")
                        + line("b", "train", "off\tradio\tnone")
                        + line("c", "dev", "on\tlamp\tkitchen")
                        + line("d", "test", "off\tlamp\tbedroom"));
        assertThat(plan("  ic: { task: ic, manifest: ic.tsv }\n").warnings())
                .containsExactly("task ic: training has no utterance of 'location=bedroom' (test)");
        classes("er.tsv", "fold1:sad fold1:glad fold2:sad fold2:glad fold3:sad fold3:glad fold3:angry");
        assertThat(plan("  er: { task: er, manifest: er.tsv }\n").warnings())
                .containsExactly(
                        "task er: training of fold fold2 has no utterance of 'angry' (fold3)",
                        "task er: training of fold fold3 has no utterance of 'angry' (fold3)");
    }

    @Test
    void a_filter_for_a_label_that_nobody_has_is_refused() {
        classes("ks.tsv", GOOD_CLASSES);
        assertRefused(
                () -> plan("  ks: { task: ks, manifest: ks.tsv, filter: { labels: [one, to] } }\n"),
                "'to', which no utterance has");
    }

    @Test
    void manifests_columns_and_labels_that_are_near_are_asked_for() {
        classes("manifests/ks.tsv", GOOD_CLASSES);
        assertRefused(
                () -> plan("  ks: { task: ks, manifest: manifests/sk.tsv }\n"),
                "There is no manifest",
                "Did you mean 'manifests/ks.tsv'?");
        assertRefused(
                () -> plan("  ks: { task: ks, manifest: manifests/ks.tsv, label: lable }\n"), "Did you mean 'label'?");
        assertRefused(
                () -> plan("  ks: { task: ks, manifest: manifests/ks.tsv, filter: { labels: [one, tow] } }\n"),
                "Did you mean 'two'?");
    }

    @Test
    void symbols_that_training_lacks_are_named_too() {
        manifest(
                "asr.tsv",
                "transcript",
                line("a", "train", "YES NO") + line("b", "dev", "NO") + line("c", "test", "ZOO"));
        assertThat(plan("  asr: { task: asr, manifest: asr.tsv }\n").warnings())
                .containsExactly("task asr: training has no utterance of 'Z' (test)");
    }

    @Test
    void characters_come_from_training_and_those_it_lacks_are_counted_and_not_refused() {
        manifest(
                "de.tsv",
                "transcript",
                line("a", "train", "Groß, ja") + line("b", "dev", "Ja é é") + line("c", "test", "über GROß"));
        String warning = "characters that training lacks can never be right: 'b' (1 in test), 'e' (1 in test),"
                + " 'é' (2 in dev), 'ü' (1 in test)";
        String text = "text: { punctuation: drop }";
        assertThat(plan("  asr: { task: asr, manifest: de.tsv, " + text + " }\n")
                        .warnings())
                .containsExactly("task asr: " + warning);
        assertThat(experiment("finetune:\n"
                                + "  f: { provider: fast_hubert, size: test, task: asr_cer, manifests: [de.tsv],"
                                + " steps: 1, " + text + " }\n")
                        .plan()
                        .warnings())
                .containsExactly("finetune f: " + warning);
        assertRefused(
                () -> plan("  asr: { task: asr, manifest: de.tsv, text: {} }\n"),
                "Task asr: Utterance a.wav has the mark ','");
        assertRefused(() -> plan("  asr: { task: asr, manifest: de.tsv }\n"), "alphabet: manifest");
        assertRefused(
                () -> plan("  ks: { task: ks, manifest: de.tsv, label: transcript, " + text + " }\n"),
                "Task ks: task ks has no transcripts in characters");
    }

    @Test
    void characters_of_a_file_suffice_for_training() {
        manifest(
                "ar.tsv",
                "transcript",
                line("a", "train", "\u0628\u0627") + line("b", "dev", "\u0628") + line("c", "test", "\u062A"));
        write("ar.txt", "\u0627\n\u0628\n");
        String task =
                "  asr: { task: asr_cer, manifest: ar.tsv, text: { alphabet: '" + data.resolve("ar.txt") + "' } }\n";
        assertThat(plan(task).warnings())
                .containsExactly("task asr: characters that training lacks can never be right: '\u062A' (1 in test)");
        write("ar.txt", "\u0627\n");
        assertRefused(() -> plan(task), "ar.txt lacks 1 characters of the training transcripts: '\u0628' (1)");
    }

    @Test
    void keywords_are_superb_s_twelve_under_its_preset_alone() {
        manifest(
                "ks.tsv",
                "label\tsuperb_label",
                line("a", "train", "bed\t_unknown_")
                        + line("b", "train", "yes\tyes")
                        + line("c", "dev", "cat\t_unknown_")
                        + line("d", "test", "_unknown_\t_unknown_"));
        assertThat(plan("  ks: { task: ks, manifest: ks.tsv, preset: superb }\n")
                        .warnings())
                .isEmpty();
        String lacking = "task ks: training has no utterance of 'cat' (dev), '_unknown_' (test)";
        assertThat(plan("  ks: { task: ks, manifest: ks.tsv, preset: quick }\n").warnings())
                .containsExactly(lacking);
        assertThat(plan("  ks: { task: ks, manifest: ks.tsv, preset: superb, label: label }\n")
                        .warnings())
                .containsExactly(lacking);
    }

    private void classes(String name, String splitsAndLabels) {
        StringBuilder lines = new StringBuilder();
        int n = 0;
        for (String pair : splitsAndLabels.split(" ")) {
            String[] parts = pair.split(":");
            lines.append(line("u" + n++, parts[0], parts[1]));
        }
        manifest(name, "label", lines.toString());
    }

    private String line(String name, String split, String labels) {
        write(name + ".wav", "");
        return name + ".wav\t0\t" + (split.startsWith("fold") ? split : "anna") + "\t" + split + "\t" + labels + "\n";
    }

    private void manifest(String name, String columns, String lines) {
        write(name, "path\tnum_samples\tspeaker\tsplit\t" + columns + "\n" + lines);
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(data.resolve(name).getParent());
            Files.writeString(data.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_bad_label_ends_a_run_before_a_recording_is_decoded_for_a_training_or_an_earlier_task() {
        classes("good.tsv", GOOD_CLASSES);
        manifest(
                "asr.tsv", "transcript", line("a", "train", "YES") + line("b", "dev", "N0") + line("c", "test", "YES"));
        String training = "pretrain:\n  p: { provider: fast_hubert, size: test, manifest: good.tsv, steps: 1,"
                + " targets: { clusters: 8 } }\n";
        TestExperiment run = experiment(training + PROBED + "  good: { task: ks, manifest: good.tsv }\n"
                + "  mine: { task: asr, manifest: asr.tsv }\n");
        assertThatThrownBy(run::run).hasMessageStartingWith("Task mine: Utterance b.wav has the symbol '0'");
    }

    @Test
    void symbols_that_a_fine_tuning_s_training_lacks_are_warned_of_too() {
        manifest(
                "asr.tsv",
                "transcript",
                line("a", "train", "YES NO") + line("b", "dev", "NO") + line("c", "test", "ZOO"));
        assertThat(experiment("finetune:\n"
                                + "  f: { provider: fast_hubert, size: test, task: asr, manifests: [asr.tsv],"
                                + " steps: 1 }\n")
                        .plan()
                        .warnings())
                .containsExactly("finetune f: training has no utterance of 'Z' (test)");
    }

    private RunPlan plan(String tasks) {
        return experiment(PROBED + tasks).plan();
    }

    private TestExperiment experiment(String sections) {
        return TestExperiment.of("title: Labels\n" + sections, data.resolve("out"))
                .on(new DataFolder(data, false));
    }
}
