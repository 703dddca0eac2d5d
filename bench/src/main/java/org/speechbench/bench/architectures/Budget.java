package org.speechbench.bench.architectures;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;

/**
 * The most that a network may cost.
 *
 * @param most in the unit of the cost
 */
public record Budget(Cost cost, double most) {
    private static final Pattern TEXT = Pattern.compile("(\\w+)=(\\d{1,12}(?:\\.\\d{1,6})?)([kMG]?)");

    /**
     * Reads {@code params=27M}, {@code gmacs=5} or {@code latency=40}.
     *
     * @throws UserError if it is none of these
     */
    public static Budget of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || !Cost.ids().contains(parts.group(1))) {
            throw new UserError(
                    "The budget is '" + text + "', wanted one of " + String.join(", ", Cost.ids())
                            + ", '=' and a number.",
                    "Write for example params=27M, gmacs=5 or latency=40 (milliseconds for a second of audio).");
        }
        Cost cost = Arrays.stream(Cost.values())
                .filter(c -> c.id().equals(parts.group(1)))
                .findFirst()
                .orElseThrow();
        double unit =
                switch (parts.group(3)) {
                    case "k" -> 1e3;
                    case "M" -> 1e6;
                    case "G" -> 1e9;
                    default -> 1;
                };
        return new Budget(cost, Double.parseDouble(parts.group(2)) * unit);
    }

    /** Whether a network may cost as much as this one. */
    boolean allows(Candidate candidate) {
        return candidate.cost(cost) <= most;
    }
}
