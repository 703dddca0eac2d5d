package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.prepare.Preparation;

/**
 * Corpora as their makers distribute them, in one data folder, go through {@code prepare} and {@code run} with SUPERB's heads
 * to a score. It is one run, since each measures the machine first.
 */
class OfficialLayoutsTest {
    private static final Map<String, String> TASKS = tasks();
    private static final Shell SHELL = new Shell();

    @TempDir
    static Path folder;

    private static List<ResultRow> scores = List.of();
    private static String notes = "";

    private static Map<String, String> tasks() {
        Map<String, String> tasks = new LinkedHashMap<>();
        tasks.put("an4", "asr");
        tasks.put("audio_snips", "sf");
        tasks.put("common_voice", "asr");
        tasks.put("crema_d", "er");
        tasks.put("emodb", "er");
        tasks.put("fluent_speech_commands", "ic");
        tasks.put("fsdd", "ks");
        tasks.put("iemocap", "er");
        tasks.put("libri2mix", "sd");
        tasks.put("librispeech", "pr");
        tasks.put("quesst14", "qbe");
        tasks.put("speech_commands_v001", "ks");
        tasks.put("speech_commands_v002", "ks");
        tasks.put("voxceleb1", "sid");
        tasks.put("voxceleb1_verification", "asv");
        return tasks;
    }

    @BeforeAll
    static void prepare_and_run_all() throws IOException {
        Path data = folder.resolve("data");
        for (String layout : TASKS.keySet()) {
            OfficialCorpora.make(layout, data);
            prepare(layout, data, layout.equals("librispeech") ? lexicons(data) : List.of());
        }
        Map<String, String> all = new LinkedHashMap<>();
        TASKS.forEach((layout, task) -> all.put(layout, task(layout, task)));
        all.put("words", task("librispeech", "asr"));
        scores = run(data, all);
        notes = SHELL.err();
    }

    static Set<String> layouts() {
        return TASKS.keySet();
    }

    static Stream<String> labels() {
        return Stream.concat(layouts().stream(), Stream.of("words"));
    }

    @Test
    void every_layout_is_tried() {
        assertThat(layouts()).hasSameElementsAs(Preparation.layouts().names());
    }

    @ParameterizedTest
    @MethodSource("labels")
    void a_corpus_in_its_official_layout_comes_to_a_score(String label) {
        assertThat(scores)
                .filteredOn(row -> row.task().equals(label))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.ok()).as(row.detail()).isTrue());
    }

    @Test
    void phones_are_those_of_the_first_lexicon_that_has_a_word() throws IOException {
        assertThat(Files.readString(folder.resolve("data/manifests/librispeech.tsv")))
                .contains("G OW1 AA1 N AE1 N D AA1 N", "G OW1 AE1 N D S IY1");
    }

    @Test
    void trials_beside_the_manifest_are_taken_under_superb_s_preset_without_being_named() {
        assertThat(scores)
                .filteredOn(row -> row.protocol().taskName().equals("asv"))
                .singleElement()
                .satisfies(row -> assertThat(row.measure().n()).isEqualTo(4));
        assertThat(notes).contains("4 of the 4 trials of");
    }

    @Test
    void trials_of_a_recording_that_is_skipped_are_left_out() throws IOException {
        Path config = Files.writeString(
                folder.resolve("asv.yaml"),
                "upstreams: { fbank: { provider: fbank } }\ntasks: { asv: " + task("voxceleb1_verification", "asv")
                        + " }\n");
        Path data = folder.resolve("data");
        Files.delete(data.resolve("VoxCeleb1/wav/id10272/x6uYqmx31kE/00002.wav"));
        SHELL.prints("run", config, "--data", data, "--dry-run", "--skip-bad");
        assertThat(SHELL.err()).contains("3 of the 4 trials of");
    }

    @Test
    void libri2mix_comes_to_a_score_as_its_recipe_leaves_it_too() throws IOException {
        Path data = folder.resolve("unprepared");
        OfficialCorpora.make("libri2mix unprepared", data);
        prepare("libri2mix", data, List.of());
        assertThat(run(data, Map.of("sd", task("libri2mix", "sd"))))
                .isNotEmpty()
                .allMatch(ResultRow::ok);
    }

    private static List<Object> lexicons(Path data) {
        return List.of(
                "--lexicon", data.resolve("lexicon/cmudict.dict"), data.resolve("lexicon/librispeech-lexicon.txt"));
    }

    private static void prepare(String layout, Path data, List<Object> options) {
        List<Object> line = new ArrayList<>(List.of("prepare", layout, "--data", data));
        line.addAll(options);
        assertThat(SHELL.prints(line.toArray()))
                .contains(layout + (layout.equals("common_voice") ? " is sound" : " is there in part"))
                .doesNotContain("is whole");
    }

    private static String task(String layout, String task) {
        String search = task.equals("qbe") ? "" : ", steps: 2, learning_rates: [0.001]";
        return "{ task: " + task + ", preset: superb, manifest: manifests/" + layout + ".tsv" + search + " }";
    }

    private static List<ResultRow> run(Path data, Map<String, String> tasks) throws IOException {
        StringBuilder yaml = new StringBuilder("upstreams: { fbank: { provider: fbank } }\ntasks:\n");
        tasks.forEach((label, task) ->
                yaml.append("  ").append(label).append(": ").append(task).append('\n'));
        Path config = Files.writeString(data.resolve("official.yaml"), yaml);
        Path out = data.resolve("out");
        SHELL.prints("run", config, "--data", data, "--out", out);
        return new ResultStore(new RunDirectory(out).results())
                .rows().stream().filter(row -> row.is(RowKind.SCORE)).toList();
    }
}
