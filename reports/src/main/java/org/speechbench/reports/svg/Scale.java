package org.speechbench.reports.svg;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.speechbench.reports.html.Numbers;

/**
 * An axis: a range of data, widened to round numbers, and the positions of its ends in the drawing.
 *
 * @param low the value at {@code from}; above zero on a logarithmic axis
 * @param high the value at {@code to}, above {@code low}
 * @param step the distance between two ticks: 1, 2 or 5 times a power of ten; 0 for a logarithmic axis of factors, whose
 *     ticks are such numbers
 */
record Scale(double low, double high, double step, double from, double to) {
    private static final List<Double> FACTORS = IntStream.rangeClosed(-10, 10)
            .boxed()
            .flatMap(power -> Stream.of(1, 2, 5).map(digit -> digit * Math.pow(10, power)))
            .toList();

    /** A linear axis that contains all values from min to max and has about {@code ticks} ticks. */
    static Scale around(double min, double max, int ticks, double from, double to) {
        double span = max > min ? max - min : Math.max(Math.abs(max), 1);
        double step = niceStep(span / ticks);
        double low = Math.floor(min / step + 1e-9) * step;
        double high = Math.ceil((max > min ? max : min + span) / step - 1e-9) * step;
        return new Scale(low, high, step, from, to);
    }

    /** A logarithmic axis that contains all factors from min to max, which are above zero. */
    static Scale logarithmic(double min, double max, double from, double to) {
        double low = FACTORS.stream()
                .filter(tick -> tick <= min * (1 + 1e-9))
                .reduce(FACTORS.get(0), (smaller, larger) -> larger);
        double high = FACTORS.stream()
                .filter(tick -> tick >= max * (1 - 1e-9))
                .findFirst()
                .orElse(FACTORS.get(FACTORS.size() - 1));
        return new Scale(low, high > low ? high : 2 * low, 0, from, to);
    }

    private static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double fraction = raw / power;
        return power * (fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10);
    }

    double pixel(double value) {
        double share = step == 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    List<Double> ticks() {
        return step == 0
                ? FACTORS.stream()
                        .filter(tick -> tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
                        .toList()
                : LongStream.rangeClosed(0, Math.round((high - low) / step))
                        .mapToObj(i -> low + i * step)
                        .toList();
    }

    /** The text of a tick: a factor, or a number with as many decimals as the step needs. */
    String label(double tick) {
        if (step == 0) {
            return Numbers.significant(tick, 1) + "\u00d7";
        }
        if (step < 1e-3) {
            return tick == 0 ? "0" : Numbers.scientific(tick);
        }
        return Numbers.fixed(tick, (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    }
}
