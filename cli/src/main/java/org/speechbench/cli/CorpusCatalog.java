package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Folders;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.layout.CorpusLayout;

/** The manifests of the bundled corpus and of a data folder, and the layouts from which manifests can be created. */
final class CorpusCatalog {
    private final @Nullable Path data;

    CorpusCatalog(@Nullable Path data) {
        this.data = data;
    }

    List<Map<String, Object>> corpora() {
        Home home = Home.find();
        List<Map<String, Object>> lines =
                new ArrayList<>(manifests(DataFolder.resolve(null, true, home, System.getenv())));
        String named = System.getenv(DataFolder.VARIABLE);
        if (data != null || (named != null && !named.isEmpty())) {
            lines.addAll(manifests(DataFolder.resolve(data, false, home, System.getenv())));
        }
        return lines;
    }

    /**
     * The official layouts that {@code prepare} reads.
     *
     * @param warnings receives warnings about layouts that fail to describe themselves
     */
    static List<Map<String, Object>> layouts(Consumer<String> warnings) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (CorpusLayout layout : NamedServices.load(CorpusLayout.class, CorpusCatalog.class.getClassLoader())
                .all()) {
            try {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("name", layout.name());
                line.put("title", layout.title());
                line.put("folder", layout.folders().stream().findFirst().orElse(""));
                lines.add(line);
            } catch (UserError e) {
                warnings.accept("warning: " + e.oneLine());
            }
        }
        return lines;
    }

    private static List<Map<String, Object>> manifests(DataFolder folder) {
        return Folders.entries(folder.file("manifests")).stream()
                .filter(file -> file.toString().endsWith(".tsv"))
                .map(file ->
                        ManifestCorpus.read(folder.corpusName(file.getFileName().toString()), file, folder.root()))
                .map(corpus -> line(corpus, folder))
                .toList();
    }

    private static Map<String, Object> line(Corpus corpus, DataFolder folder) {
        double samples =
                corpus.utterances().stream().mapToLong(Utterance::numSamples).sum();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", corpus.name());
        line.put("utterances", corpus.utterances().size());
        line.put("hours", String.format(Locale.ROOT, "%.2f", samples / Waveform.SAMPLE_RATE / 3600));
        line.put(
                "speakers",
                corpus.utterances().stream().map(Utterance::speaker).distinct().count());
        line.put("splits", String.join(" ", corpus.splits()));
        line.put("bundled", folder.bundled());
        return line;
    }
}
