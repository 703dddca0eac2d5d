package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.LineReader;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/**
 * Reads LibriSpeech (Panayotov et al., ICASSP 2015) in the layout in which it is unpacked:
 * {@code SUBSET/SPEAKER/CHAPTER/SPEAKER-CHAPTER-UTTERANCE.flac} with {@code SPEAKER-CHAPTER.trans.txt} in the same
 * folder. Ids begin with {@code LibriSpeech/}, whatever the name of the folder; the split is the subset; the speaker is
 * {@code LS-SPEAKER}; the length is not known.
 */
public final class LibriSpeechLayout {
    private static final String TRANSCRIPT = "transcript";
    private static final Pattern FILE_NAME = Pattern.compile("[\\w.-]+");

    private final Path root;
    private final BadItems bad;

    private LibriSpeechLayout(Path root, BadItems bad) {
        this.root = root;
        this.bad = bad;
    }

    /** Like {@link #read(Path, List, BadItems, Progress)}, but without progress; a bad line is an error. */
    public static Corpus read(Path librispeech, List<String> subsets) {
        return read(librispeech, subsets, BadItems.refused(), Progress.silent());
    }

    /**
     * Reads subsets in the given order, each sorted by id. An utterance with a line in a transcript file has the label
     * {@code transcript}. A subset that has no transcript at all, for pre-training, is noted. A recording that a
     * transcript file lists but that does not exist is kept, so that {@link CorpusCheck} reports it.
     *
     * @param librispeech the folder that contains the subsets
     * @param bad receives bad lines of transcript files, and recordings without a transcript if others have one
     * @throws UserError if a subset is missing or has no recordings
     */
    public static Corpus read(Path librispeech, List<String> subsets, BadItems bad, Progress progress) {
        LibriSpeechLayout layout = new LibriSpeechLayout(librispeech, bad);
        List<Utterance> utterances = new ArrayList<>();
        for (String subset : subsets) {
            List<Utterance> found = layout.subset(subset);
            List<Utterance> told = found.stream()
                    .filter(u -> u.labels().containsKey(TRANSCRIPT))
                    .toList();
            if (told.isEmpty()) {
                progress.note("None of " + found.size() + " utterances of " + subset + " has a transcript.");
                utterances.addAll(found);
            } else {
                utterances.addAll(told);
                found.stream()
                        .filter(u -> !u.labels().containsKey(TRANSCRIPT))
                        .forEach(u -> bad.add(
                                u.id(), new UserError(u.audio() + ": has no transcript.", "Unpack the subset again.")));
            }
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

    private void chapter(String subset, String speaker, Path chapter, SortedMap<String, Utterance> found) {
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
            Map<String, String> labels = text == null ? Map.of() : Map.of(TRANSCRIPT, text);
            found.put(id, new Utterance(id, audio, 0, "LS-" + speaker, subset, labels));
        });
    }

    private Map<String, String> transcripts(Path file) {
        Map<String, String> texts = new TreeMap<>();
        if (Files.exists(file)) {
            LineReader.each(file, line -> bad.guard(line.place(), () -> transcript(line, texts)));
        }
        return texts;
    }

    private static void transcript(TextLine line, Map<String, String> texts) {
        if (line.text().isBlank()) {
            return;
        }
        String[] parts = line.text().strip().split(" ", 2);
        boolean whole = parts.length == 2 && FILE_NAME.matcher(parts[0]).matches();
        if (!whole || texts.putIfAbsent(parts[0], parts[1].strip()) != null) {
            throw line.error(
                    "wanted 'UTTERANCE TRANSCRIPT', each utterance once; got " + TextLine.quoted(line.text()),
                    "Unpack the subset again.");
        }
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
            return entries.filter(entry -> !AudioFolder.hidden(entry)).sorted().toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }
}
