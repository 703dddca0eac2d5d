package org.speechbench.tasks.leaderboard;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published row, which is shown next to our own results and never mixed with them.
 *
 * @param megaparameters size in millions of parameters, as published
 * @param values per cent, MTWV times 100
 * @param superbS the leaderboard's own score; null where it has none
 * @param overall as published in papers; null where it is not
 * @param source where the figures are from
 */
public record PublishedRow(
        String upstream,
        double megaparameters,
        Map<LeaderboardColumn, Double> values,
        @Nullable Integer superbS,
        @Nullable Double overall,
        String source) {
    public PublishedRow {
        values = Collections.unmodifiableMap(
                values.isEmpty() ? new EnumMap<>(LeaderboardColumn.class) : new EnumMap<>(values));
    }
}
