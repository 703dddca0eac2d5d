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

/** Access to the folder of a corpus, with errors that tell the user what to do. */
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

    /** The lines of a file below the root, without blank lines and lines that are not UTF-8. */
    List<String> lines(String name) {
        Path file = root.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw missing(name);
        }
        List<String> lines = new ArrayList<>();
        LineReader.each(file, line -> bad.guard(line.place(), () -> lines.add(line.text())));
        return lines.stream().filter(l -> !l.isBlank()).toList();
    }

    /** The recordings in a folder and its subfolders, sorted; audio that cannot be read is counted in a note. */
    List<Path> recordings(Path folder) {
        AudioFolder audio = AudioFolder.of(folder);
        audio.passedOverNote().ifPresent(progress::note);
        if (audio.recordings().isEmpty()) {
            throw new UserError(
                    folder + ": nothing is there; wanted recordings of " + title + ".", "Unpack it there again.");
        }
        return audio.recordings();
    }

    /** Passes each line of a file below the root to a reader; a line that the reader does not accept is a bad item. */
    void eachLine(String name, Consumer<String> reader) {
        lines(name)
                .forEach(
                        line -> bad.guard(root.resolve(name) + " " + TextLine.quoted(line), () -> reader.accept(line)));
    }

    /**
     * Passes each recording in a folder and its subfolders to a reader; a file whose name the reader does not accept is
     * a bad item.
     */
    void eachRecording(Path folder, Consumer<Path> reader) {
        recordings(folder).forEach(file -> bad.guard(file.toString(), () -> reader.accept(file)));
    }

    /**
     * The recording with a name that lacks its extension: the file that exists, or else the one with the first
     * extension, which a check then reports as missing.
     */
    Path recording(String name) {
        return AudioFolder.ENDINGS.stream()
                .map(ending -> root.resolve(name + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(root.resolve(name + AudioFolder.ENDINGS.get(0)));
    }

    /** The path below the root with forward slashes, after the folder's usual name. */
    String id(String usual, Path file) {
        return usual + "/" + root.relativize(file).toString().replace('\\', '/');
    }

    /** The file name without its extension. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The utterances ordered by id. */
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
