package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * Reads and writes the predictions of one upstream, task and split as tab-separated text with a header; the column
 * {@code fold} exists only if there are folds. Backslash, tab
 * and line breaks in a field are written as {@code \\}, {@code \t}, {@code \n} and {@code \r}.
 */
public final class PredictionFile {
    private static final String HEADER = "id\tspeaker\treference\thypothesis";
    private static final String FOLD = "\tfold";
    private static final int FIELDS = 4;

    private final Path file;

    public PredictionFile(Path file) {
        this.file = file;
    }

    /** Writes all lines atomically; an older file is replaced. */
    public void write(List<PredictionLine> lines) {
        boolean folds = lines.stream().anyMatch(line -> !line.fold().isEmpty());
        StringBuilder text = new StringBuilder(HEADER).append(folds ? FOLD : "").append('\n');
        for (PredictionLine line : lines) {
            text.append(escape(line.id())).append('\t');
            text.append(escape(line.speaker())).append('\t');
            text.append(escape(line.reference())).append('\t');
            text.append(escape(line.hypothesis()));
            text.append(folds ? "\t" + escape(line.fold()) : "").append('\n');
        }
        AtomicFiles.write(file, text.toString());
    }

    /**
     * Reads all lines in order.
     *
     * @throws UserError if the file is missing or a line does not have the fields of the header
     */
    public List<PredictionLine> read() {
        List<String> lines = lines();
        String header = lines.isEmpty() ? "" : lines.get(0);
        boolean folds = header.equals(HEADER + FOLD);
        if (!folds && !header.equals(HEADER)) {
            throw bad(1, "it does not begin with the header of a prediction file");
        }
        int wanted = folds ? FIELDS + 1 : FIELDS;
        List<PredictionLine> read = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != wanted) {
                throw bad(i + 1, "a line has " + wanted + " fields; got " + fields.length);
            }
            read.add(new PredictionLine(
                    unescape(fields[0]),
                    unescape(fields[1]),
                    unescape(fields[2]),
                    unescape(fields[3]),
                    folds ? unescape(fields[FIELDS]) : ""));
        }
        return read;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(
                List.of(TextLines.text(file).replace("\r\n", "\n").split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private UserError bad(int line, String what) {
        return new UserError(file + ":" + line + ": " + what + ".", "Run the task again to write it anew.");
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescape(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                text.append(unescaped(field.charAt(i)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
