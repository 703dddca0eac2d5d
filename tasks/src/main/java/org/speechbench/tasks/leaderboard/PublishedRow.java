package org.speechbench.tasks.leaderboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.TextLines;

/**
 * A published row, which is shown beside the user's own results and never mixed with them.
 *
 * @param checkpoint the name of its weights on the Hugging Face Hub, OWNER/NAME; empty if they are not there, or in no form that
 *     an upstream here opens
 * @param megaparameters the size in millions of parameters, as published
 * @param values the values in per cent, MTWV times 100
 * @param superbS the leaderboard's own score; null if it gives none
 * @param overall the overall score as published in papers; null if there is none
 * @param source the source of the figures
 */
public record PublishedRow(
        String upstream,
        String checkpoint,
        double megaparameters,
        Map<LeaderboardColumn, Double> values,
        @Nullable Integer superbS,
        @Nullable Double overall,
        String source) {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    public PublishedRow {
        values = Collections.unmodifiableMap(
                values.isEmpty() ? new EnumMap<>(LeaderboardColumn.class) : new EnumMap<>(values));
    }

    /** The published rows of SUPERB, from a resource. */
    public static List<PublishedRow> published() {
        try (CSVParser parser = CSVParser.parse(TextLines.resource(PublishedRow.class, "leaderboard.csv"), FORMAT)) {
            return parser.stream().map(PublishedRow::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedRow row(CSVRecord line) {
        Map<LeaderboardColumn, Double> values = new EnumMap<>(LeaderboardColumn.class);
        for (LeaderboardColumn column : LeaderboardColumn.values()) {
            values.put(column, Double.valueOf(line.get(column.name().toLowerCase(Locale.ROOT))));
        }
        String score = line.get("superb_s");
        String overall = line.get("overall");
        return new PublishedRow(
                line.get("upstream"),
                line.get("checkpoint"),
                Double.parseDouble(line.get("parameters_m")),
                values,
                score.isEmpty() ? null : Integer.valueOf(score),
                overall.isEmpty() ? null : Double.valueOf(overall),
                line.get("source"));
    }
}
