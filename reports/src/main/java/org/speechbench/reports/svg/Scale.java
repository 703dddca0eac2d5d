package org.speechbench.reports.svg;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.reports.html.Numbers;

/**
 * A linear axis: a data range widened to round numbers, and the line of pixels it is drawn on.
 *
 * @param low data value at {@code from}
 * @param high data value at {@code to}, more than low
 * @param step distance of two ticks: 1, 2 or 5 times a power of ten
 * @param from pixel
 * @param to pixel
 */
record Scale(double low, double high, double step, double from, double to) {

    /** The scale that holds all values between min and max with about {@code ticks} ticks. */
    static Scale around(double min, double max, int ticks, double from, double to) {
        double span = max > min ? max - min : Math.max(Math.abs(max), 1);
        double step = niceStep(span / ticks);
        double low = Math.floor(min / step + 1e-9) * step;
        double high = Math.ceil((max > min ? max : min + span) / step - 1e-9) * step;
        return new Scale(low, high, step, from, to);
    }

    private static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double fraction = raw / power;
        if (fraction <= 1) {
            return power;
        }
        if (fraction <= 2) {
            return 2 * power;
        }
        return fraction <= 5 ? 5 * power : 10 * power;
    }

    double pixel(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** A tick's text with as many decimals as the step needs. */
    String label(double tick) {
        if (step < 1e-3) {
            return tick == 0 ? "0" : Numbers.scientific(tick);
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Numbers.fixed(tick, decimals);
    }
}
