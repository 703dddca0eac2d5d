package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Folders;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.Utterance;

/**
 * LibriSpeech (Panayotov et al., ICASSP 2015) with every official subset that exists and is not empty, each sorted by
 * id: {@code SUBSET/SPEAKER/CHAPTER/SPEAKER-CHAPTER-UTTERANCE.flac} with {@code SPEAKER-CHAPTER.trans.txt} in the same
 * folder. The split is the subset, the speaker is {@code LS-SPEAKER}, and an utterance with a line in a transcript file
 * has the label {@code transcript}. A subset that has no transcript at all, for pre-training, is noted; in any other, a
 * recording without a transcript is a bad item. A recording that a transcript file lists but that does not exist is
 * kept, so that a check reports it.
 */
public final class LibriSpeech extends OfficialLayout {
    private static final Map<String, Integer> SUBSETS = Map.of(
            "train-clean-100", 28_539,
            "train-clean-360", 104_014,
            "train-other-500", 148_688,
            "dev-clean", 2_703,
            "dev-other", 2_864,
            "test-clean", 2_620,
            "test-other", 2_939);
    private static final String TRANSCRIPT = "transcript";
    private static final String ENDING = ".flac";
    private static final Pattern FILE_NAME = Pattern.compile("[\\w.-]+");

    public LibriSpeech() {
        super("librispeech", "LibriSpeech", SUBSETS, "LibriSpeech");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        List<String> names = SUBSETS.keySet().stream().sorted().toList();
        List<Path> subsets = names.stream()
                .map(files.root()::resolve)
                .filter(Files::isDirectory)
                .toList();
        if (subsets.isEmpty()) {
            throw files.missing(String.join("' or '", names));
        }
        List<Utterance> utterances = new ArrayList<>();
        for (Path subset : subsets) {
            if (!AudioFolder.empty(subset)) {
                add(files, subset, utterances);
            }
        }
        return utterances;
    }

    private static void add(LayoutFiles files, Path subset, List<Utterance> to) {
        SortedMap<String, Utterance> found = new TreeMap<>();
        for (Path speaker : folders(subset)) {
            for (Path chapter : folders(speaker)) {
                chapter(files, name(subset), name(speaker), chapter, found);
            }
        }
        if (found.isEmpty()) {
            throw new UserError(
                    subset + ": there are no recordings in SPEAKER/CHAPTER folders.", "Unpack the subset again.");
        }
        if (found.values().stream().noneMatch(LibriSpeech::isTranscribed)) {
            files.progress().note("None of " + found.size() + " utterances of " + name(subset) + " has a transcript.");
            to.addAll(found.values());
            return;
        }
        for (Utterance u : found.values()) {
            if (isTranscribed(u)) {
                to.add(u);
            } else {
                files.bad().add(u.id(), new UserError(u.audio() + ": has no transcript.", "Unpack the subset again."));
            }
        }
    }

    private static boolean isTranscribed(Utterance utterance) {
        return utterance.labels().containsKey(TRANSCRIPT);
    }

    private static void chapter(
            LayoutFiles files, String subset, String speaker, Path chapter, SortedMap<String, Utterance> found) {
        SortedMap<String, @Nullable String> texts = new TreeMap<>(transcripts(files, speaker, chapter));
        for (Path file : list(chapter)) {
            if (name(file).endsWith(ENDING)) {
                texts.putIfAbsent(LayoutFiles.withoutEnding(name(file)), null);
            }
        }
        texts.forEach((utterance, text) -> {
            Map<String, String> labels = text == null ? Map.of() : Map.of(TRANSCRIPT, text);
            Utterance u = files.utterance(chapter.resolve(utterance + ENDING), "LS-" + speaker, subset, labels);
            found.put(u.id(), u);
        });
    }

    private static Map<String, String> transcripts(LayoutFiles files, String speaker, Path chapter) {
        Path file = chapter.resolve(speaker + "-" + name(chapter) + ".trans.txt");
        Map<String, String> texts = new TreeMap<>();
        if (Files.exists(file)) {
            LineReader.each(file, line -> files.bad().guard(line.place(), () -> transcript(line, texts)));
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

    private static List<Path> list(Path folder) {
        return Folders.entries(folder).stream()
                .filter(entry -> !AudioFolder.hidden(entry))
                .toList();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
