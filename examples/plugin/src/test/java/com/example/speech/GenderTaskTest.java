package com.example.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.downstream.CellOptions;
import org.speechbench.downstream.CellRequest;
import org.speechbench.downstream.CellResult;
import org.speechbench.downstream.TaskRun;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fbank.FbankProvider;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;

class GenderTaskTest extends TaskContractTest {
    GenderTaskTest() {
        super(new GenderTask(), TinyCorpora.corpus("gender", List.of("train", "dev", "test"), List.of("female", "male")), TinyCorpora.utterance("odd", "train", "gender", "robot"), "robot");
    }

    /**
     * A woman of the bundled synthetic corpus is a voice of espeak-ng that ends in +f and a number. Frames are not normalised:
     * of those whose mean is 0 the mean says nothing.
     */
    @Test
    void it_is_learnt_from_log_mel_features() throws IOException {
        Path root = Path.of("..", "..", "corpora", "synthetic");
        Map<String, String> genders = new HashMap<>();
        for (String line : Files.readAllLines(root.resolve("speakers.tsv"))) {
            String[] fields = line.split("\t");
            genders.put(fields[0], fields[1].contains("+f") ? "female" : "male");
        }
        Corpus speakers = ManifestCorpus.read("gender", root.resolve("manifests/sid.tsv"), root);
        Corpus corpus = CorpusDigest.corpus(
                "gender",
                speakers.utterances().stream()
                        .map(u -> TinyCorpora.labelled(u, "gender", genders.get(u.speaker())))
                        .toList());
        WaveformReader reader = new WaveformReader(new AudioReader(), corpus.name());
        try (EngineContext engine = EngineContext.cpu();
                Upstream fbank = new FbankProvider()
                        .open(engine, UpstreamSpec.of("fbank", "", 1, Precision.FP32).with(Map.of("normalization", "none")))) {
            CellResult result = new TaskRun(
                            engine, FeatureCache.none(), reader::read, Progress.silent())
                    .run(new CellRequest(
                            "fbank x gender",
                            fbank,
                            Precision.FP32,
                            task(),
                            Preset.QUICK,
                            corpus,
                            List.of(1L),
                            CellOptions.PROTOCOL.training(List.of(1e-2), 300)))
                    .get(0);
            assertThat(result.tests().get(0).score().value()).isGreaterThan(75);
        }
    }
}
