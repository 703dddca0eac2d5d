package org.speechbench.datasets.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.speechbench.core.UserError;

/**
 * The turns of speakers as given in RTTM: {@code SPEAKER RECORDING 1 START DURATION <NA> <NA> NAME <NA>}, in seconds.
 */
final class MixtureTurns {
    private static final int FIELDS = 8;

    private MixtureTurns() {}

    /** The turns of each recording, as {@code NAME:START-END}. */
    static Map<String, List<String>> read(LayoutFiles files, String name) {
        Map<String, List<String>> turns = new HashMap<>();
        files.eachLine(name, line -> {
            String[] fields = line.strip().split("\\s+");
            if (fields.length < FIELDS || !number(fields[3]) || !number(fields[4])) {
                throw new UserError(
                        files.root().resolve(name) + ": wanted a turn like 'SPEAKER MIXTURE 1 0.5 1.2 <NA> <NA> NAME';"
                                + " got '" + line + "'.",
                        "Prepare it again.");
            }
            double start = Double.parseDouble(fields[3]);
            double end = start + Double.parseDouble(fields[4]);
            turns.computeIfAbsent(fields[1], m -> new ArrayList<>())
                    .add(String.format(Locale.ROOT, "%s:%.3f-%.3f", fields[7], start, end));
        });
        return turns;
    }

    private static boolean number(String text) {
        return text.matches("\\d+(\\.\\d+)?([eE]-?\\d+)?");
    }
}
