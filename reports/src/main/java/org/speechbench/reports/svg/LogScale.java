package org.speechbench.reports.svg;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Numbers;

/**
 * A logarithmic axis for factors, widened to 1, 2 or 5 times a power of ten.
 *
 * @param low data value at {@code from}, above zero
 * @param high data value at {@code to}, more than low
 * @param from pixel
 * @param to pixel
 */
record LogScale(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 5};

    /** The scale that holds all values between min and max, both above zero. */
    static LogScale around(double min, double max, double from, double to) {
        double low = nice(min, -10, 10, true);
        double high = nice(max, -10, 10, false);
        return new LogScale(low, high > low ? high : 2 * low, from, to);
    }

    /** The largest tick that is at most the value, or the smallest that is at least it. */
    private static double nice(double value, int first, int last, boolean below) {
        double found = Math.pow(10, below ? first : last);
        for (double tick : ticks(first, last)) {
            if (below && tick <= value * (1 + 1e-9)) {
                found = Math.max(found, tick);
            } else if (!below && tick >= value * (1 - 1e-9)) {
                found = Math.min(found, tick);
            }
        }
        return found;
    }

    private static List<Double> ticks(int first, int last) {
        List<Double> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            for (double step : STEPS) {
                ticks.add(step * Math.pow(10, power));
            }
        }
        return ticks;
    }

    double pixel(double value) {
        return from + Math.log(value / low) / Math.log(high / low) * (to - from);
    }

    List<Double> ticks() {
        return ticks(-10, 10).stream()
                .filter(tick -> tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
                .toList();
    }

    /** A tick's text. */
    String label(double tick) {
        return Numbers.significant(tick, 1);
    }
}
