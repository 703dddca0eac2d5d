package org.speechbench.bench.run;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ElapsedTime;

/**
 * The time that work takes.
 *
 * @param secondsLeft the remaining seconds; null if unknown
 * @param timeIsLeast whether the time is a lower bound, since a part of it is unknown
 * @param timeRestsOn the basis of the estimate, worded as the end of a sentence that begins with the time; if the time
 *     is unknown, the reason
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TimeLeft(@Nullable Double secondsLeft, boolean timeIsLeast, String timeRestsOn) {
    /** The time of what is finished. */
    static final TimeLeft NONE = new TimeLeft(0.0, false, "it is finished");

    /** The time if there is no information about it. */
    static final TimeLeft UNKNOWN = new TimeLeft(null, true, "no run beside it has measured that on this machine");

    /** The time of all work that is not finished, which is at least the sum of what is known. */
    static TimeLeft of(List<? extends RunPlan.Work> work) {
        double seconds = 0;
        int unknown = 0;
        int least = 0;
        int parts = 0;
        for (RunPlan.Work part : work) {
            if (!part.finished()) {
                Double known = part.time().secondsLeft();
                parts++;
                seconds += known == null ? 0 : known;
                unknown += known == null ? 1 : 0;
                least += known != null && part.time().timeIsLeast() ? 1 : 0;
            }
        }
        if (unknown == parts && unknown > 0) {
            return UNKNOWN;
        }
        String rest = "the sum of its parts"
                + (unknown == 0 ? "" : "; nothing has measured " + unknown + " of " + parts)
                + (least == 0 ? "" : "; " + least + " of " + parts + " may take longer");
        return new TimeLeft(seconds, unknown + least > 0, rest);
    }

    /** What is left of it after some seconds. */
    TimeLeft after(double seconds) {
        return secondsLeft == null ? this : new TimeLeft(Math.max(0, secondsLeft - seconds), timeIsLeast, timeRestsOn);
    }

    /** The time in words, for example {@code about 3m05s}; empty if it is unknown. */
    public String text() {
        Double seconds = secondsLeft;
        return seconds == null ? "" : (timeIsLeast ? "at least " : "about ") + ElapsedTime.text(seconds);
    }
}
