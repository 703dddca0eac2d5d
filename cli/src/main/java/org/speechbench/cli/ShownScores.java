package org.speechbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.reports.ReportFormat;

/** Determines whether a written report shows scores; a report without scores does not replace one that has them. */
final class ShownScores {
    private static final List<String> KINDS = List.of("score", "finetune");
    private static final Pattern CSV = Pattern.compile("(?m)^(score|finetune),.*,ok,");
    private static final Pattern NUMBER = Pattern.compile("(\\||&) (\\*\\*|\\\\textbf\\{|\\? )?-?\\d");

    private ShownScores() {}

    /**
     * Writes a report, which replaces an older one.
     *
     * @throws UserError if the older one has scores and this one has none
     */
    static void replace(Path file, ReportFormat format, String text) {
        if (Files.isRegularFile(file) && !in(format, text) && in(format, old(file))) {
            throw new UserError(
                    file + ": shows scores, and the report that would take its place has none; it was left as it is.",
                    "Repair results.csv of the run, use another --out, or delete the old report.");
        }
        AtomicFiles.write(file, text);
    }

    private static String old(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    static boolean in(ReportFormat format, String text) {
        return switch (format) {
            case HTML -> KINDS.stream()
                    .map(kind -> kind.equals("score") ? "scores" : kind)
                    .anyMatch(id -> between(text, "<section id=\"" + id + "\"", "</table>")
                            .contains(" data-v=\""));
            case CSV -> CSV.matcher(text).find();
            case JSON -> inJson(text);
            case MARKDOWN -> NUMBER.matcher(between(text, "\n## Test scores of", "\n## "))
                            .find()
                    || NUMBER.matcher(between(text, "\n## Upstreams that were fine-tuned", "\n## "))
                            .find();
            case LATEX -> NUMBER.matcher(between(text, "tab:speechbench-scores}", "\\bottomrule"))
                            .find()
                    || NUMBER.matcher(between(text, "tab:speechbench-fine-tuning}", "\\bottomrule"))
                            .find();
        };
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        if (from < 0) {
            return "";
        }
        int to = text.indexOf(end, from + begin.length());
        return text.substring(from, to < 0 ? text.length() : to);
    }

    private static boolean inJson(String text) {
        try {
            JsonNode cells = new ObjectMapper().readTree(text).path("cells");
            return StreamSupport.stream(cells.spliterator(), false)
                    .anyMatch(cell -> KINDS.contains(cell.path("kind").asText())
                            && cell.path("status").asText().equals("ok"));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
