package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.speechbench.core.LineReader;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/** A folder of a corpus, with errors that say what a user can do. */
record LayoutFiles(String title, Path root, BadItems bad, Progress progress) {
    /** A folder below the root. */
    Path folder(String name) {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw missing(name);
        }
        return folder;
    }

    /** The first of some names that is a file below the root. */
    String anyOf(List<String> names) {
        return names.stream()
                .filter(name -> Files.isRegularFile(root.resolve(name).normalize()))
                .findFirst()
                .orElseThrow(() -> missing(String.join("' or '", names)));
    }

    /** Lines of a file below the root, without blank ones and those that are no UTF-8. */
    List<String> lines(String name) {
        Path file = root.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw missing(name);
        }
        List<String> lines = new ArrayList<>();
        LineReader.each(file, line -> bad.guard(line.place(), () -> lines.add(line.text())));
        return lines.stream().filter(l -> !l.isBlank()).toList();
    }

    /** Recordings in a folder and those below it, sorted; audio that cannot be read is counted in a note. */
    List<Path> recordings(Path folder) {
        AudioFolder audio = AudioFolder.of(folder);
        audio.passedOverNote().ifPresent(progress::note);
        if (audio.recordings().isEmpty()) {
            throw new UserError(
                    folder + ": nothing is there; wanted recordings of " + title + ".", "Unpack it there again.");
        }
        return audio.recordings();
    }

    /** What each line of a file below the root says; one that says nothing sensible is a bad item. */
    void eachLine(String name, Consumer<String> reader) {
        lines(name)
                .forEach(
                        line -> bad.guard(root.resolve(name) + " " + TextLine.quoted(line), () -> reader.accept(line)));
    }

    /** What the name of each recording in a folder and those below it says; one that says nothing is a bad item. */
    void eachRecording(Path folder, Consumer<Path> reader) {
        recordings(folder).forEach(file -> bad.guard(file.toString(), () -> reader.accept(file)));
    }

    /** The recording of a name without ending: with whichever ending is there, else the first, for a check to miss. */
    Path recording(String name) {
        return AudioFolder.ENDINGS.stream()
                .map(ending -> root.resolve(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(root.resolve(name + AudioFolder.ENDINGS.get(0)));
    }

    /** Path below the root with forward slashes, after the folder's usual name. */
    String id(String usual, Path file) {
        return usual + "/" + root.relativize(file).toString().replace('\\', '/');
    }

    /** File name without its ending. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The utterances in order of their ids. */
    static Corpus sorted(String name, List<Utterance> utterances) {
        return CorpusDigest.corpus(
                name,
                utterances.stream().sorted(Comparator.comparing(Utterance::id)).toList());
    }

    UserError missing(String name) {
        return new UserError(
                root + ": '" + name + "' of " + title + " is not there.",
                "Unpack all of " + title + " there, or name the folder that it was unpacked to.");
    }
}
