package org.speechbench.bench.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.speechbench.bench.DataFolder;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.audio.AudioReader;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.CorpusCheck;
import org.speechbench.core.corpus.ManifestCorpus;
import org.speechbench.core.corpus.SkippedUtterance;
import org.speechbench.core.corpus.SoundRecordings;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.core.corpus.WaveformReader;
import org.speechbench.core.corpus.layout.CorpusLayout;
import org.speechbench.core.spi.NamedServices;

/** Checks a corpus of a data folder; of one in an official layout it writes the manifest. */
public record Preparation(DataFolder folder, boolean skipBad, Progress progress) {
    private static final String MANIFESTS = "manifests";
    private static final String ENDING = ".tsv";

    /**
     * Prepares a corpus.
     *
     * @param corpus name of a layout or of a manifest
     * @throws UserError if there is none, or recordings cannot be read and may not be skipped
     */
    public Prepared run(String corpus) {
        NamedServices<CorpusLayout> layouts = layouts();
        return layouts.names().contains(corpus) ? layout(layouts.get(corpus)) : manifest(corpus);
    }

    /** The official layouts. */
    public static NamedServices<CorpusLayout> layouts() {
        return NamedServices.load(CorpusLayout.class, Preparation.class.getClassLoader());
    }

    private Prepared manifest(String name) {
        Path file = folder.file(MANIFESTS + "/" + name + ENDING);
        if (!Files.exists(file)) {
            throw new UserError(
                    "There is no corpus '" + name + "' in " + folder.root() + ".",
                    "Use a layout of " + layouts().names() + " or a manifest of " + manifests() + ".");
        }
        CorpusCheck.Result result = check(ManifestCorpus.read(name, file, folder.root()));
        return new Prepared(name, Prepared.splits(result.corpus()), List.of(), skipped(result), List.of());
    }

    /** Checks a corpus in its official layout, measures its recordings and writes its manifest. */
    private Prepared layout(CorpusLayout layout) {
        Path root = layout.folders().stream()
                .map(folder::file)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(folder.root());
        CorpusCheck.Result result = check(listed(layout, root));
        Corpus checked = result.corpus();
        List<String> written = new ArrayList<>();
        write(layout.name() + ENDING, text(checked), written);
        new TreeMap<>(layout.companions(root, checked))
                .forEach((ending, text) -> write(layout.name() + ending, text, written));
        return new Prepared(
                layout.name(), Prepared.splits(checked), incomplete(layout, checked), skipped(result), written);
    }

    private Corpus listed(CorpusLayout layout, Path root) {
        try (Progress.Stage stage = progress.start("list recordings of " + layout.title(), 0)) {
            Corpus corpus = layout.read(root, progress);
            stage.advance(corpus.utterances().size(), "");
            return corpus;
        }
    }

    private void write(String name, String text, List<String> written) {
        Path file = folder.file(MANIFESTS + "/" + name);
        AtomicFiles.write(file, text);
        written.add(file.toString());
    }

    private static List<Prepared.Incomplete> incomplete(CorpusLayout layout, Corpus corpus) {
        List<Prepared.Incomplete> incomplete = new ArrayList<>();
        new TreeMap<>(layout.complete()).forEach((split, whole) -> {
            int got = corpus.split(split).size();
            if (got < whole) {
                incomplete.add(new Prepared.Incomplete(split, got, whole));
            }
        });
        return incomplete;
    }

    private CorpusCheck.Result check(Corpus whole) {
        return CorpusCheck.check(whole, new AudioReader(), SoundRecordings.none(), skipBad, progress);
    }

    private static List<String> skipped(CorpusCheck.Result result) {
        return result.skipped().stream().map(SkippedUtterance::id).toList();
    }

    private String text(Corpus corpus) {
        List<String> columns = corpus.utterances().stream()
                .flatMap(u -> u.labels().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        List<String> header = new ArrayList<>(List.of("path", "num_samples", "speaker", "split"));
        boolean parts = corpus.utterances().stream().anyMatch(Utterance::part);
        if (parts) {
            header.add("start");
        }
        header.addAll(columns);
        StringBuilder text = new StringBuilder(String.join("\t", header)).append('\n');
        WaveformReader reader = new WaveformReader(new AudioReader(), corpus.name());
        try (Progress.Stage stage =
                progress.start("measure", corpus.utterances().size())) {
            for (Utterance u : corpus.utterances()) {
                Path path = folder.root().relativize(u.audio().toAbsolutePath().normalize());
                List<String> fields = new ArrayList<>(List.of(
                        path.toString().replace('\\', '/'),
                        Integer.toString(reader.read(u).length()),
                        u.speaker(),
                        u.split()));
                if (parts) {
                    fields.add(u.part() ? Long.toString(u.start()) : "");
                }
                columns.forEach(column -> fields.add(u.labels().getOrDefault(column, "")));
                text.append(String.join("\t", fields)).append('\n');
                stage.advance(1, "");
            }
        }
        return text.toString();
    }

    private List<String> manifests() {
        Path manifests = folder.file(MANIFESTS);
        if (!Files.isDirectory(manifests)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(manifests)) {
            return entries.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(ENDING))
                    .map(n -> n.substring(0, n.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(manifests, e);
        }
    }
}
