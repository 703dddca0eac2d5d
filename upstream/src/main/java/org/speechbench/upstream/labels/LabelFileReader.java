package org.speechbench.upstream.labels;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.BadItems;

/** Reads label files: fairseq's, or a table with a header. */
final class LabelFileReader {
    private final LabelDictionary dictionary;
    private final int stride;
    private final BadItems bad;
    private final LabelTable table = new LabelTable();

    /**
     * Creates a reader with a dictionary.
     *
     * @param stride samples from one label to the next, for files that state times
     * @param bad gets lines that cannot be used
     */
    LabelFileReader(LabelDictionary dictionary, int stride, BadItems bad) {
        this.dictionary = dictionary;
        this.stride = stride;
        this.bad = bad;
    }

    /**
     * Labels, one line per utterance, in the order of the paths in a manifest whose first line is the folder that they
     * are relative to.
     */
    LabelTable fairseq(Path labels, Path manifest) {
        List<String> paths = new ArrayList<>();
        LineReader.each(manifest, line -> {
            if (line.number() > 1) {
                paths.add("");
                bad.guard(line.place(), () -> paths.set(paths.size() - 1, path(line)));
            }
        });
        long lines = LineReader.each(labels, line -> {
            if (line.number() > paths.size()) {
                throw line.error(
                        "line without an utterance: " + manifest + " lists " + paths.size(),
                        "Use the manifest that the labels were made for.");
            }
            String path = paths.get((int) line.number() - 1);
            if (!path.isEmpty()) {
                bad.guard(line.place(), () -> add(path, line, line.words()));
            }
        });
        if (lines < paths.size()) {
            throw new UserError(
                    labels + ": has " + lines + " lines; line " + (lines + 2) + " of " + manifest
                            + " and those after it have no labels.",
                    "Use the manifest that the labels were made for.");
        }
        return notEmpty(labels);
    }

    private static String path(TextLine line) {
        String path = line.text().split("\t", 2)[0].strip();
        if (path.isEmpty()) {
            throw line.error("there is no path", "Remove the line here and among the labels.");
        }
        return path;
    }

    private void add(String path, TextLine line, List<String> words) {
        table.add(new LabelTable.Entry(path, line.number(), sequence(line, words), null), line);
    }

    /**
     * A table with a header, either {@code path} and {@code labels}, or {@code path}, {@code start}, {@code end},
     * {@code phone}.
     */
    LabelTable table(Path file) {
        TableRows rows = new TableRows();
        LineReader.each(file, rows::accept);
        rows.end();
        return notEmpty(file);
    }

    private LabelTable notEmpty(Path file) {
        if (table.size() == 0) {
            throw new UserError(file + ": has no labels.", "Give a label file.");
        }
        return table;
    }

    private short[] sequence(TextLine line, List<String> words) {
        if (words.isEmpty()) {
            throw line.error("there is no label", "Remove the utterance.");
        }
        short[] labels = new short[words.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) dictionary.classOf(words.get(i), line);
        }
        return labels;
    }

    /** Reads the lines of a table in order. */
    private final class TableRows {
        private List<String> header = List.of();
        private @Nullable PhoneSegments open;
        /** An utterance with a phone that could not be used, so that its other phones are not used either. */
        private String spoiled = "";

        void accept(TextLine line) {
            if (line.number() == 1) {
                header(line);
            } else {
                bad.guard(line.place(), () -> row(line));
            }
        }

        private void header(TextLine line) {
            header = List.of(line.text().split("\t", -1));
            boolean sequences = header.contains("path") && header.contains("labels");
            boolean segments = header.containsAll(List.of("path", "start", "end", "phone"));
            if (sequences == segments) {
                throw line.error(
                        "the header is " + header,
                        "Name the columns 'path' and 'labels', or 'path', 'start', 'end' and 'phone'.");
            }
        }

        private void row(TextLine line) {
            String[] cells = line.text().split("\t", -1);
            if (cells.length != header.size()) {
                throw line.error(
                        "got " + cells.length + " cells; the header has " + header.size(),
                        "Separate cells by single tabs.");
            }
            String path = cell(cells, "path");
            if (path.isBlank()) {
                throw line.error("path is empty", "Fill it in.");
            }
            if (header.contains("labels")) {
                add(path, line, Words.of(cell(cells, "labels")));
            } else if (!path.equals(spoiled)) {
                segment(line, path, cells);
            }
        }

        private void segment(TextLine line, String path, String[] cells) {
            PhoneSegments current = open;
            if (current == null || !current.path().equals(path)) {
                end();
                current = new PhoneSegments(path, line, stride);
                open = current;
            }
            try {
                int phone = dictionary.classOf(cell(cells, "phone").strip(), line);
                current.add(line, cell(cells, "start"), cell(cells, "end"), phone);
            } catch (UserError e) {
                open = null;
                spoiled = path;
                throw e;
            }
        }

        void end() {
            PhoneSegments last = open;
            if (last != null) {
                bad.guard(last.path(), () -> table.add(last.entry(), last.first()));
                open = null;
            }
        }

        private String cell(String[] cells, String column) {
            return cells[header.indexOf(column)];
        }
    }
}
