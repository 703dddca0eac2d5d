package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.Home;
import org.speechbench.core.Progress;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.device.Devices;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.pretrain.Pretrainable;

/** Which rows are marked, in an experiment with labels of a file on a few utterances of the bundled corpus. */
class UsesLabelsTest {
    private static final String SMALL =
            "provider: fast_hubert, size: test, steps: 2, batch_seconds: 4, crop_seconds: [1]";
    private static final String FILE = "kind: label_file, labels: a.km, manifest: a.tsv";
    private static final String CONFIG =
            """
            precision: fp32
            limit: 12
            pretrain:
              phones: { SMALL, targets: { FILE } }
              after_phones: { SMALL, targets: { kind: kmeans_layer, from: phones, layer: 2, clusters: 6 } }
              clusters: { SMALL, targets: { FILE, uses_labels: false } }
            upstreams:
              phones: { pretrained: phones }
              before: { pretrained: phones, init: random }
              after_phones: { pretrained: after_phones }
              clusters: { pretrained: clusters }
            tasks:
              sid: { task: sid, manifest: manifests/sid.tsv, steps: 5, learning_rates: [0.01] }
            """
                    .replace("SMALL", SMALL)
                    .replace("FILE", FILE);

    @TempDir
    Path folder;

    @Test
    void rows_are_marked_of_what_was_trained_on_labels_or_rests_on_what_was() throws IOException {
        DataFolder data = data();

        Outcome outcome = run(CONFIG, data, false);

        assertThat(outcome.failed()).isZero();
        assertThat(marked(outcome, "pretrain")).containsExactlyInAnyOrder("phones", "after_phones");
        assertThat(marked(outcome, "score")).containsExactlyInAnyOrder("phones", "after_phones");
        assertThat(marked(outcome, "dev")).containsExactlyInAnyOrder("phones", "after_phones");

        String models = outcome.folder().resolve("pretrain").toString().replace('\\', '/');
        String more = CONFIG.replace(
                "upstreams:\n",
                "upstreams:\n" + saved("from_phones", models + "/phones/model")
                        + saved("from_clusters", models + "/clusters/model")
                        + saved("from_before", models + "/phones/initial"));
        Outcome resumed = run(more, data, true);

        assertThat(resumed.failed()).isZero();
        assertThat(marked(resumed, "score")).containsExactlyInAnyOrder("phones", "after_phones", "from_phones");
    }

    @Test
    void a_fine_tuned_file_of_another_toolkit_is_marked_and_who_told_what_of_it_is_recorded() throws IOException {
        Path model = folder.resolve("model");
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        try (EngineContext engine = EngineContext.cpu();
                Pretrainable fresh = new HubertProvider()
                        .pretrainable(engine, options, new PretrainOptions(0, 0, 0, 0.1, 10, 0.1), 8)) {
            CheckpointStore.write(model, fresh.parameters(), fresh.config());
        }
        Map<String, TensorData> tensors = new LinkedHashMap<>(
                Safetensors.read(model.resolve(CheckpointStore.WEIGHTS)).tensors());
        Path plain = folder.resolve("plain.safetensors");
        Safetensors.write(plain, tensors, Map.of());
        Map<String, TensorData> wrapped = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> wrapped.put("net." + name, tensor));
        wrapped.put("emotion.weight", TensorData.of(new float[32], 1, 32));
        Path unknown = folder.resolve("unknown.safetensors");
        Safetensors.write(unknown, wrapped, Map.of());
        tensors.put("lm_head.weight", TensorData.of(new float[32], 1, 32));
        Path tuned = folder.resolve("tuned.safetensors");
        Safetensors.write(tuned, tensors, Map.of());
        String upstreams = Stream.of(plain, tuned, unknown)
                .map(file -> "  " + file.getFileName().toString().replace(".safetensors", "")
                        + ": { provider: hubert, checkpoint: '"
                        + file.toString().replace('\\', '/')
                        + "', settings: { heads: 4, norm_first: false, normalize: false } }\n")
                .collect(Collectors.joining());

        Outcome outcome = run(
                """
                precision: fp32
                limit: 12
                tasks:
                  sid: { task: sid, manifest: manifests/sid.tsv, steps: 5, learning_rates: [0.01] }
                upstreams:
                """
                        + upstreams,
                data(),
                false);

        assertThat(outcome.failed()).isZero();
        assertThat(marked(outcome, "score")).containsExactly("tuned");
        Provenance provenance = new ProvenanceStore(outcome.folder().resolve("provenance.json")).read();
        assertThat(provenance.warnings())
                .filteredOn(w -> w.startsWith("Checkpoint of "))
                .singleElement()
                .asString()
                .startsWith("Checkpoint of unknown: ")
                .contains("is not known", "emotion.weight");
        Map<String, Map<String, String>> checkpoints = provenance.checkpoints();
        assertThat(checkpoints).containsOnlyKeys("plain", "tuned", "unknown");
        assertThat(checkpoints.get("tuned"))
                .containsEntry("heads", "4, as given")
                .containsEntry("labels", "seen: lm_head.weight");
        assertThat(checkpoints.get("plain")).doesNotContainKey("labels");
    }

    private static String saved(String label, String model) {
        return "  " + label + ": { provider: fast_hubert, checkpoint: '" + model + "' }\n";
    }

    /** Upstreams of marked rows of a kind; either all rows of an upstream are marked or none. */
    private static Set<String> marked(Outcome outcome, String kind) {
        Map<String, Set<Boolean>> marks = outcome.rows().stream()
                .filter(r -> r.kind().equals(kind))
                .collect(Collectors.groupingBy(
                        ResultRow::upstream, Collectors.mapping(row -> row.subject().usesLabels(), Collectors.toSet())));
        assertThat(marks.values()).allSatisfy(all -> assertThat(all).hasSize(1));
        return marks.keySet().stream()
                .filter(label -> marks.getOrDefault(label, Set.of()).contains(true))
                .collect(Collectors.toSet());
    }

    /** The bundled corpus with labels beside it: two, each for half of an utterance. */
    private DataFolder data() throws IOException {
        Path corpus = bundled().root();
        Path data = Files.createDirectories(folder.resolve("data"));
        Path manifests = Files.createDirectories(data.resolve("manifests"));
        Files.createSymbolicLink(data.resolve("audio"), corpus.resolve("audio"));
        for (String name : List.of("pretrain.tsv", "sid.tsv")) {
            Files.copy(corpus.resolve("manifests").resolve(name), manifests.resolve(name));
        }
        StringBuilder manifest = new StringBuilder("/elsewhere\n");
        StringBuilder km = new StringBuilder();
        for (Utterance u : ManifestCorpus.read("c", manifests.resolve("pretrain.tsv"), data)
                .utterances()) {
            int labels = (int) (u.numSamples() / 320);
            manifest.append(u.id()).append('\t').append(u.numSamples()).append('\n');
            km.append("0 ".repeat(labels / 2)).append("1 ".repeat(labels - labels / 2));
            km.append('\n');
        }
        Files.writeString(data.resolve("a.tsv"), manifest);
        Files.writeString(data.resolve("a.km"), km);
        return new DataFolder(data, false);
    }

    private static DataFolder bundled() {
        return DataFolder.resolve(null, true, Home.find(), Map.of());
    }

    private Outcome run(String text, DataFolder data, boolean resume) {
        ResolvedConfig config = new ConfigReader().parse("labels.yaml", text, List.of());
        Path out = folder.resolve("out");
        RunOptions options = new RunOptions(
                out,
                resume,
                false,
                out.resolve("cache"),
                1 << 28,
                List.of(),
                List.of(),
                RunOptions.Scope.ALL,
                Devices.cpu(),
                true,
                List.of());
        return new ExperimentRunner(config, options, data, Home.find(), Services.load(), Progress.silent()).run();
    }
}
