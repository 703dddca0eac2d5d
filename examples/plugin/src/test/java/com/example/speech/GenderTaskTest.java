package com.example.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.testing.TaskProbe;

class GenderTaskTest extends TaskContractTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    GenderTaskTest() {
        super(
                new GenderTask(),
                TinyCorpora.corpus("gender", List.of("train", "dev", "test"), List.of("female", "male")),
                TinyCorpora.utterance("odd", "train", "gender", "robot"),
                "robot");
    }

    /** A woman of the bundled synthetic corpus is a voice of espeak-ng that ends in +f and a number. */
    @Test
    void it_is_learnt_from_log_mel_features() throws IOException {
        Path root = Installed.home().syntheticCorpus();
        Map<String, String> genders = new HashMap<>();
        for (String line : Files.readAllLines(root.resolve("speakers.tsv"))) {
            String[] fields = line.split("\t");
            genders.put(fields[0], fields[1].contains("+f") ? "female" : "male");
        }
        Corpus speakers = ManifestCorpus.read("gender", root.resolve("manifests/sid.tsv"), root);
        Corpus corpus = Corpus.of(
                "gender",
                speakers.utterances().stream()
                        .map(u -> TinyCorpora.labelled(u, "gender", genders.get(u.speaker())))
                        .toList());
        double accuracy = new TaskProbe(STARTED.context(), corpus).score(task(), 1e-2, 300).value();
        assertThat(accuracy).isGreaterThan(75);
    }
}
