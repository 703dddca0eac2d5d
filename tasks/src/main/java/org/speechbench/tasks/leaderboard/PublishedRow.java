package org.speechbench.tasks.leaderboard;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published row, which is shown beside the user's own results and never mixed with them.
 *
 * @param megaparameters the size in millions of parameters, as published
 * @param values the values in per cent, MTWV times 100
 * @param superbS the leaderboard's own score; null if it gives none
 * @param overall the overall score as published in papers; null if there is none
 * @param source the source of the figures
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
