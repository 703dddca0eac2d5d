package org.speechbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.asr.AsrTask;
import org.speechbench.tasks.er.ErTask;
import org.speechbench.tasks.pr.PrTask;
import org.speechbench.tasks.sid.SidTask;

/** Labels of real corpora; no audio is read. */
@Tag("real-data")
class RealLabelsTest {
    @ParameterizedTest
    @CsvSource({
        "asr, asr, 32, 1, test+test-other",
        "asr, asr_an4, 32, 1, test",
        "pr, pr, 74, 1, test+test-other",
        "pr, pr_an4, 74, 1, test",
        "sid, sid, 94, 1, test",
        "er, er, 7, 4, fold1"
    })
    void every_label_can_be_encoded(String name, String manifest, int classes, int folds, String tests) {
        Corpus corpus = corpus(manifest);
        Task task = task(name);
        TargetEncoder targets = task.targets(corpus);
        assertThat(targets.classes()).isEqualTo(classes);
        assertThat(corpus.utterances())
                .allSatisfy(u -> assertThat(targets.encode(u)).isNotEmpty());
        assertThat(task.folds(corpus)).hasSize(folds);
        assertThat(task.folds(corpus).get(0).tests()).isEqualTo(List.of(tests.split("\\+")));
    }

    @ParameterizedTest
    @CsvSource({"asr, asr", "asr, asr_an4", "pr, pr", "pr, pr_an4", "er, er"})
    void test_speakers_are_not_trained_on(String name, String manifest) {
        Corpus corpus = corpus(manifest);
        assertThat(task(name).folds(corpus)).allSatisfy(fold -> {
            Set<String> trained = speakers(corpus, fold.train());
            assertThat(trained).doesNotContainAnyElementsOf(speakers(corpus, fold.dev()));
            assertThat(trained).doesNotContainAnyElementsOf(speakers(corpus, fold.tests()));
        });
    }

    private static Set<String> speakers(Corpus corpus, List<String> splits) {
        Set<String> speakers = new HashSet<>();
        splits.forEach(
                split -> corpus.split(split).stream().map(Utterance::speaker).forEach(speakers::add));
        return speakers;
    }

    private static Task task(String name) {
        return List.of(new AsrTask(), new PrTask(), new SidTask(), new ErTask()).stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Corpus corpus(String manifest) {
        String data = System.getenv("SPEECHBENCH_DATA");
        Assumptions.assumeTrue(data != null, "SPEECHBENCH_DATA names no folder of real speech");
        Path root = Path.of(data);
        return ManifestCorpus.read(manifest, root.resolve("manifests").resolve(manifest + ".tsv"), root);
    }
}
