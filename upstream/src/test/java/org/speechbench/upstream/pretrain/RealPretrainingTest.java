package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.core.result.TrainingLog;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.labels.MfccLabels;

@Tag("real-data")
class RealPretrainingTest {
    @TempDir
    Path folder;

    @Test
    void a_small_fast_hubert_learns_from_some_minutes_of_speech() {
        String data = System.getenv("SPEECHBENCH_DATA");
        Assumptions.assumeTrue(data != null && !data.isEmpty(), "SPEECHBENCH_DATA names no folder of real speech");
        Path root = Path.of(data);
        Corpus corpus = ManifestCorpus.read("pretrain", root.resolve("manifests/pretrain.tsv"), root);
        List<Utterance> train = every(corpus.split("train"), 10);
        List<Utterance> dev = every(corpus.split("dev"), 10);
        PretrainOptions model = new PretrainOptions(0, 0, 0.5, 1, 0, 1, KernelSet.OPTIMISED);
        PretrainConfig config = Pretrainings.config(
                120, 16, List.of(1.0, 2.0, 4.0, 8.0), 0.8, 200, 1e-3, 0.08, 0.01, 10, model, 20, 60, 1000, false);
        try (EngineContext engine = EngineContext.cpu()) {
            PretrainResult result = Pretrainings.job(
                            engine,
                            new FastHubertProvider(),
                            UpstreamSpec.of("fast_hubert", "tiny", 1, Precision.FP32),
                            config,
                            train,
                            dev,
                            new WaveformReader(new AudioReader(), "pretrain"),
                            new MfccLabels(engine, KMeansOptions.miniBatch(100, 1), true),
                            null,
                            false,
                            folder.resolve("work"),
                            folder.resolve("out"),
                            Progress.silent(),
                            null)
                    .run(false, () -> false);
            List<TrainingEvent> events = TrainingLog.pretraining(
                            folder.resolve("out").resolve(PretrainJob.EVENTS))
                    .read();
            assertThat(result.training().skippedSteps()).isZero();
            // A uniform guess over 100 classes is 4.6; the commonest class alone is right in some 4 %.
            assertThat(result.devLoss()).isLessThan(4.4);
            assertThat(events.get(events.size() - 1).value("unmasked_accuracy")).isGreaterThan(0.08);
        }
    }

    private static List<Utterance> every(List<Utterance> utterances, int nth) {
        return java.util.stream.IntStream.range(0, utterances.size())
                .filter(i -> i % nth == 0)
                .mapToObj(utterances::get)
                .toList();
    }
}
