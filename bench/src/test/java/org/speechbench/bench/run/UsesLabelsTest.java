package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.pretrain.KernelSet;
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
        DataFolder data = TestExperiment.labelled(folder.resolve("data"));

        Outcome outcome =
                TestExperiment.of(CONFIG, folder.resolve("out")).on(data).run();

        assertThat(outcome.failed()).isZero();
        assertThat(marked(outcome, RowKind.PRETRAIN)).containsExactlyInAnyOrder("phones", "after_phones");
        assertThat(marked(outcome, RowKind.SCORE)).containsExactlyInAnyOrder("phones", "after_phones");
        assertThat(marked(outcome, RowKind.DEV)).containsExactlyInAnyOrder("phones", "after_phones");

        String models = outcome.folder().resolve("pretrain").toString().replace('\\', '/');
        String more = CONFIG.replace(
                "upstreams:\n",
                "upstreams:\n" + saved("from_phones", models + "/phones/model")
                        + saved("from_clusters", models + "/clusters/model")
                        + saved("from_before", models + "/phones/initial"));
        Outcome resumed = TestExperiment.of(more, folder.resolve("out"))
                .on(data)
                .resumed()
                .run();

        assertThat(resumed.failed()).isZero();
        assertThat(marked(resumed, RowKind.SCORE)).containsExactlyInAnyOrder("phones", "after_phones", "from_phones");
    }

    @Test
    void a_fine_tuned_file_of_another_toolkit_is_marked_and_who_told_what_of_it_is_recorded() throws IOException {
        Path model = folder.resolve("model");
        UpstreamSpec options = UpstreamSpec.of("hubert", "test", 1, Precision.FP32);
        try (EngineContext engine = EngineContext.cpu();
                Pretrainable fresh = new HubertProvider()
                        .pretrainable(
                                engine, options, new PretrainOptions(0, 0, 0, 0.1, 10, 0.1, KernelSet.OPTIMISED), 8)) {
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

        Outcome outcome = TestExperiment.of(
                        """
                precision: fp32
                limit: 12
                tasks:
                  sid: { task: sid, manifest: manifests/sid.tsv, steps: 5, learning_rates: [0.01] }
                upstreams:
                """
                                + upstreams,
                        folder.resolve("out"))
                .on(TestExperiment.labelled(folder.resolve("data")))
                .run();

        assertThat(outcome.failed()).isZero();
        assertThat(marked(outcome, RowKind.SCORE)).containsExactly("tuned");
        Provenance provenance = new ProvenanceStore(outcome.folder().resolve("provenance.json")).read();
        assertThat(provenance.warnings())
                .filteredOn(w -> w.startsWith("Checkpoint of "))
                .singleElement()
                .asString()
                .startsWith("Checkpoint of unknown: ")
                .contains("is not known", "emotion.weight");
        Map<String, Map<String, String>> checkpoints = provenance.inputs().checkpoints();
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
    private static Set<String> marked(Outcome outcome, RowKind kind) {
        Map<String, Set<Boolean>> marks = outcome.rows().stream()
                .filter(r -> r.is(kind))
                .collect(Collectors.groupingBy(
                        ResultRow::upstream,
                        Collectors.mapping(row -> row.subject().usesLabels(), Collectors.toSet())));
        assertThat(marks.values()).allSatisfy(all -> assertThat(all).hasSize(1));
        return marks.keySet().stream()
                .filter(label -> marks.getOrDefault(label, Set.of()).contains(true))
                .collect(Collectors.toSet());
    }
}
