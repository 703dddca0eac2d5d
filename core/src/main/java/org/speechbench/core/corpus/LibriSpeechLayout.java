package org.speechbench.core.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * Reads LibriSpeech (Panayotov et al., ICASSP 2015) as it is unpacked:
 * {@code SUBSET/SPEAKER/CHAPTER/SPEAKER-CHAPTER-UTTERANCE.flac} with {@code SPEAKER-CHAPTER.trans.txt} beside.
 * Ids begin with {@code LibriSpeech/} whatever the folder is called; the split is the subset; the speaker is
 * {@code LS-SPEAKER}; the length is not known.
 */
public final class LibriSpeechLayout {
    private final Path root;

    private LibriSpeechLayout(Path root) {
        this.root = root;
    }

    /** As {@link #read(Path, List, Progress)}, silently. */
    public static Corpus read(Path librispeech, List<String> subsets) {
        return read(librispeech, subsets, Progress.silent());
    }

    /**
     * Reads subsets in the given order, each sorted by id. An utterance with a line in a transcript file has the label
     * {@code transcript}; how many of a subset have none is noted. A recording that a transcript file lists but that is
     * not there is kept, for {@link CorpusCheck} to report.
     *
     * @param librispeech the folder that holds the subsets
     * @throws UserError if a subset is missing or has no recordings, or a transcript file has a bad line
     */
    public static Corpus read(Path librispeech, List<String> subsets, Progress progress) {
        LibriSpeechLayout layout = new LibriSpeechLayout(librispeech);
        List<Utterance> utterances = new ArrayList<>();
        for (String subset : subsets) {
            List<Utterance> found = layout.subset(subset);
            long silent = found.stream()
                    .filter(u -> !u.labels().containsKey("transcript"))
                    .count();
            if (silent > 0) {
                progress.note(silent + " of " + found.size() + " utterances of " + subset + " have no transcript.");
            }
            utterances.addAll(found);
        }
        return CorpusDigest.corpus("librispeech", utterances);
    }

    private List<Utterance> subset(String subset) {
        Path folder = root.resolve(subset);
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    root + ": there is no subset '" + subset + "'; got " + names(root) + ".",
                    "Unpack the subset there, or name one that is there.");
        }
        SortedMap<String, Utterance> found = new TreeMap<>();
        for (Path speaker : folders(folder)) {
            for (Path chapter : folders(speaker)) {
                chapter(subset, speaker.getFileName().toString(), chapter, found);
            }
        }
        if (found.isEmpty()) {
            throw new UserError(
                    folder + ": there are no recordings in SPEAKER/CHAPTER folders.", "Unpack the subset again.");
        }
        return List.copyOf(found.values());
    }

    private static void chapter(String subset, String speaker, Path chapter, SortedMap<String, Utterance> found) {
        String name = speaker + "-" + chapter.getFileName();
        SortedMap<String, @Nullable String> texts = new TreeMap<>(transcripts(chapter.resolve(name + ".trans.txt")));
        for (Path file : list(chapter)) {
            String fileName = file.getFileName().toString();
            if (fileName.endsWith(".flac")) {
                texts.putIfAbsent(fileName.substring(0, fileName.length() - ".flac".length()), null);
            }
        }
        texts.forEach((utterance, text) -> {
            Path audio = chapter.resolve(utterance + ".flac");
            String id =
                    String.join("/", "LibriSpeech", subset, speaker, "" + chapter.getFileName(), utterance + ".flac");
            Map<String, String> labels = text == null ? Map.of() : Map.of("transcript", text);
            found.put(id, new Utterance(id, audio, 0, "LS-" + speaker, subset, labels));
        });
    }

    private static Map<String, String> transcripts(Path file) {
        Map<String, String> texts = new TreeMap<>();
        if (!Files.exists(file)) {
            return texts;
        }
        List<String> lines = TextLines.read(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] parts = lines.get(i).strip().split(" ", 2);
            if (parts.length != 2 || texts.put(parts[0], parts[1].strip()) != null) {
                throw new UserError(
                        file + ":" + (i + 1) + ": wanted 'UTTERANCE TRANSCRIPT', each utterance once; got '"
                                + lines.get(i) + "'.",
                        "Unpack the subset again.");
            }
        }
        return texts;
    }

    private static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<String> names(Path folder) {
        return list(folder).stream()
                .filter(Files::isDirectory)
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
