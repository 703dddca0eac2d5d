package org.speechbench.tasks.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval in which a speaker speaks. As a token of a prediction it is written {@code name:start-end}, in seconds.
 *
 * @param speaker the name of the speaker, without spaces
 * @param start the start in milliseconds from the beginning of the recording
 * @param end the end in milliseconds, after the start
 */
public record Turn(String speaker, int start, int end) {
    private static final Pattern TOKEN = Pattern.compile("(\\S+):(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)");
    private static final double MILLISECONDS = 1000;

    public Turn {
        if (speaker.isEmpty() || start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "a turn has a speaker and ends after it starts; got '" + speaker + "' " + start + " to " + end);
        }
    }

    /** @throws IllegalArgumentException if the token is not a turn */
    public static Turn of(String token) {
        Matcher m = TOKEN.matcher(token);
        if (!m.matches()) {
            throw new IllegalArgumentException("wanted a turn like 'anna:0.50-1.25', in seconds; got '" + token + "'");
        }
        return new Turn(m.group(1), milliseconds(m.group(2)), milliseconds(m.group(3)));
    }

    private static int milliseconds(String seconds) {
        return Math.toIntExact(Math.round(Double.parseDouble(seconds) * MILLISECONDS));
    }

    /** The token that {@link #of} reads. */
    public String token() {
        return String.format(java.util.Locale.ROOT, "%s:%.3f-%.3f", speaker, start / MILLISECONDS, end / MILLISECONDS);
    }

    /** The same speech, without turns of one speaker that overlap or touch, sorted by speaker and start. */
    static List<Turn> joined(List<Turn> turns) {
        List<Turn> joined = new ArrayList<>();
        List<Turn> sorted = turns.stream()
                .sorted(Comparator.comparing(Turn::speaker).thenComparingInt(Turn::start))
                .toList();
        for (Turn turn : sorted) {
            Turn last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.speaker.equals(turn.speaker) && turn.start <= last.end) {
                joined.set(joined.size() - 1, new Turn(last.speaker, last.start, Math.max(last.end, turn.end)));
            } else {
                joined.add(turn);
            }
        }
        return joined;
    }
}
