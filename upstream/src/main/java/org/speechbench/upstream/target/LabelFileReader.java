package org.speechbench.upstream.target;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.UserError;

/** Reads label files: fairseq's, or a table with a header. */
final class LabelFileReader {
    private final LabelDictionary dictionary;
    private final int stride;
    private final LabelTable table = new LabelTable();

    /** @param stride samples from one label to the next, for files that state times */
    LabelFileReader(LabelDictionary dictionary, int stride) {
        this.dictionary = dictionary;
        this.stride = stride;
    }

    /** Labels a line, in the order of the paths in a manifest whose first line is the folder that they are relative to. */
    LabelTable fairseq(Path labels, Path manifest) {
        List<String> paths = new ArrayList<>();
        TextLine.each(manifest, line -> {
            if (line.number() > 1) {
                String path = line.text().split("\t", 2)[0].strip();
                if (path.isEmpty()) {
                    throw line.error("there is no path", "Remove the line here and among the labels.");
                }
                paths.add(path);
            }
        });
        int lines = TextLine.each(labels, line -> {
            if (line.number() > paths.size()) {
                throw line.error(
                        "line without an utterance: " + manifest + " lists " + paths.size(),
                        "Use the manifest that the labels were made for.");
            }
            table.add(
                    new LabelTable.Entry(paths.get(line.number() - 1), line.number(), sequence(line, line.words())),
                    line);
        });
        if (lines < paths.size()) {
            throw new UserError(
                    labels + ": has " + lines + " lines; line " + (lines + 2) + " of " + manifest
                            + " and those after it have no labels.",
                    "Use the manifest that the labels were made for.");
        }
        return notEmpty(labels);
    }

    /** A header and then {@code path} and {@code labels}, or {@code path}, {@code start}, {@code end}, {@code phone}. */
    LabelTable table(Path file) {
        TableRows rows = new TableRows();
        TextLine.each(file, rows::accept);
        rows.end();
        return notEmpty(file);
    }

    private LabelTable notEmpty(Path file) {
        if (table.size() == 0) {
            throw new UserError(file + ": has no labels.", "Give a label file.");
        }
        return table;
    }

    private short[] sequence(TextLine line, String[] words) {
        if (words.length == 0) {
            throw line.error("there is no label", "Remove the utterance.");
        }
        short[] labels = new short[words.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (short) dictionary.classOf(words[i], line);
        }
        return labels;
    }

    /** The lines of a table as they come. */
    private final class TableRows {
        private List<String> header = List.of();
        private @org.jspecify.annotations.Nullable PhoneSegments open;

        void accept(TextLine line) {
            String[] cells = line.text().split("\t", -1);
            if (line.number() == 1) {
                header = List.of(cells);
                boolean sequences = header.contains("path") && header.contains("labels");
                boolean segments = header.containsAll(List.of("path", "start", "end", "phone"));
                if (sequences == segments) {
                    throw line.error(
                            "the header is " + header,
                            "Name the columns 'path' and 'labels', or 'path', 'start', 'end' and 'phone'.");
                }
                return;
            }
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
                String[] words = new TextLine(line.file(), line.number(), cell(cells, "labels")).words();
                table.add(new LabelTable.Entry(path, line.number(), sequence(line, words)), line);
            } else {
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
            int phone = dictionary.classOf(cell(cells, "phone").strip(), line);
            current.add(line, cell(cells, "start"), cell(cells, "end"), phone);
        }

        void end() {
            PhoneSegments last = open;
            if (last != null) {
                table.add(last.entry(), last.first());
                open = null;
            }
        }

        private String cell(String[] cells, String column) {
            return cells[header.indexOf(column)];
        }
    }
}
