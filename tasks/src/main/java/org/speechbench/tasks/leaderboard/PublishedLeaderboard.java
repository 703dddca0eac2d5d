package org.speechbench.tasks.leaderboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Published rows of SUPERB, from a resource. */
public final class PublishedLeaderboard {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private PublishedLeaderboard() {}

    /** All rows as published. */
    public static List<PublishedRow> published() {
        try (InputStream in =
                        Objects.requireNonNull(PublishedLeaderboard.class.getResourceAsStream("leaderboard.csv"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return FORMAT.parse(reader).stream().map(PublishedLeaderboard::row).toList();
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
                Double.parseDouble(line.get("parameters_m")),
                values,
                score.isEmpty() ? null : Integer.valueOf(score),
                overall.isEmpty() ? null : Double.valueOf(overall),
                line.get("source"));
    }
}
