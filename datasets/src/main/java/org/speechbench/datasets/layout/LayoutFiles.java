package org.speechbench.datasets.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.speechbench.core.LineReader;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Access to the folder of a corpus, with errors that tell the user what to do.
 *
 * @param usual the usual name of the folder, with which ids begin
 */
record LayoutFiles(String title, String usual, Path root, BadItems bad, Progress progress) {
    private static final CSVFormat TABBED =
            CSVFormat.DEFAULT.builder().setDelimiter('\t').setQuote(null).get();

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

    /** Passes each line of a file below the root to a reader; a line that the reader does not accept is a bad item. */
    void eachLine(String name, Consumer<String> reader) {
        lines(name)
                .forEach(
                        line -> bad.guard(root.resolve(name) + " " + TextLine.quoted(line), () -> reader.accept(line)));
    }

    /**
     * Passes each row of a list with comma-separated fields, whose names are in the first line, to a reader. Each line
     * is parsed on its own, so that a stray quotation mark invalidates one row only and not all that follow; a row that
     * cannot be parsed or has a different number of fields is a bad item.
     *
     * @throws UserError if a required column is missing
     */
    void eachRow(String name, List<String> wanted, Consumer<CSVRecord> reader) {
        eachRow(name, wanted, CSVFormat.DEFAULT, (line, row) -> reader.accept(row));
    }

    /**
     * As {@link #eachRow}, with fields that are separated by tabs and never quoted; the reader is also given the line itself,
     * for messages.
     *
     * @throws UserError if a required column is missing
     */
    void eachTabbedRow(String name, List<String> wanted, BiConsumer<String, CSVRecord> reader) {
        eachRow(name, wanted, TABBED, reader);
    }

    private void eachRow(String name, List<String> wanted, CSVFormat separated, BiConsumer<String, CSVRecord> reader) {
        List<String> lines = lines(name);
        List<String> columns = lines.isEmpty()
                ? List.of()
                : record(name, lines.get(0), separated).toList();
        List<String> missing = wanted.stream().filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            String between = separated.getDelimiterString().replace('\t', ' ');
            throw badLine(name, "the first line lacks " + String.join(", ", missing), String.join(between, columns));
        }
        CSVFormat format = separated
                .builder()
                .setHeader(columns.toArray(String[]::new))
                .setAllowMissingColumnNames(true)
                .get();
        for (String line : lines.subList(1, lines.size())) {
            bad.guard(root.resolve(name) + " " + TextLine.quoted(line), () -> {
                CSVRecord row = record(name, line, format);
                if (!row.isConsistent()) {
                    throw badLine(name, "wanted " + columns.size() + " fields, not " + row.size(), line);
                }
                reader.accept(line, row);
            });
        }
    }

    private CSVRecord record(String name, String line, CSVFormat format) {
        try (CSVParser parser = CSVParser.parse(line, format)) {
            return parser.getRecords().get(0);
        } catch (IOException | RuntimeException e) {
            throw badLine(name, "has a quote where none belongs", line);
        }
    }

    /** The error for a line of a list that is not what it should be. */
    UserError badLine(String name, String what, String line) {
        return new UserError(
                root.resolve(name) + ": " + what + "; got " + TextLine.quoted(line) + ".",
                "Get the list again, or unpack the corpus again.");
    }

    /**
     * The recordings without loss in a folder and its subfolders, sorted; other audio is counted in a note, since it may
     * be a copy of these.
     */
    List<Path> recordings(Path folder) {
        AudioFolder audio = AudioFolder.lossless(folder);
        audio.passedOverNote().ifPresent(progress::note);
        if (audio.recordings().isEmpty()) {
            throw new UserError(
                    folder + ": nothing is there; wanted recordings of " + title + ".", "Unpack it there again.");
        }
        return audio.recordings();
    }

    /**
     * Passes each recording in a folder below the root, and in its subfolders, to a reader; a file whose name the
     * reader does not accept is a bad item.
     */
    void eachRecording(String folder, Consumer<Path> reader) {
        recordings(folder(folder)).forEach(file -> bad.guard(file.toString(), () -> reader.accept(file)));
    }

    /**
     * The recordings in a folder below the root as utterances that are read from their names.
     *
     * @param name the names without extensions; any other name is a bad item
     * @param example a name, for the message
     */
    List<Utterance> named(String folder, String name, String example, BiFunction<Path, Matcher, Utterance> reader) {
        Pattern pattern = Pattern.compile(name);
        List<Utterance> utterances = new ArrayList<>();
        eachRecording(folder, file -> {
            Matcher matcher = pattern.matcher(withoutEnding(String.valueOf(file.getFileName())));
            if (!matcher.matches()) {
                throw badName(file, example);
            }
            utterances.add(reader.apply(file, matcher));
        });
        return utterances;
    }

    UserError badName(Path file, String example) {
        return new UserError(
                file + ": wanted a name like " + example + ".", "Remove what does not belong to " + title + ".");
    }

    /** A folder below the root. */
    Path folder(String name) {
        Path folder = root.resolve(name);
        if (!Files.isDirectory(folder)) {
            throw missing(name);
        }
        return folder;
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

    /** The path below the root with forward slashes. */
    String path(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The path below the root with forward slashes, after the folder's usual name. */
    String id(Path file) {
        return usual + "/" + path(file);
    }

    /** A whole recording of unknown length. */
    Utterance utterance(Path file, String speaker, String split, Map<String, String> labels) {
        return new Utterance(id(file), file, 0, speaker, split, labels);
    }

    /** A path or the name of a file without its extension. */
    static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The utterances ordered by id. */
    static List<Utterance> sorted(List<Utterance> utterances) {
        return utterances.stream().sorted(Comparator.comparing(Utterance::id)).toList();
    }

    UserError missing(String name) {
        return new UserError(
                root + ": '" + name + "' of " + title + " is not there.",
                "Unpack all of " + title + " there, or name the folder that it was unpacked to.");
    }
}
