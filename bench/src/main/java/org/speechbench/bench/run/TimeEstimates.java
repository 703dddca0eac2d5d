package org.speechbench.bench.run;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.upstream.UpstreamSpec;

/**
 * Estimates of the time that planned work takes, based on what earlier runs measured on the machine. What no run has
 * measured remains unknown; nothing is guessed.
 *
 * @param precision the precision of matrix products
 */
record TimeEstimates(EarlierRuns earlier, String precision) {
    private static final double PERCENT = 100;

    /**
     * The time of a training. It is estimated from the speed of an earlier one of the same network, otherwise from the
     * share of the machine's speed that training steps of the network reached when they were timed, otherwise from the
     * machine's speed alone, which no model reaches.
     *
     * @param spec the network
     * @param trained the speed of the same training in an earlier run, in seconds of audio per second; empty if it has
     *     none
     * @param audioSeconds the seconds of audio that remain to be trained on
     * @param gigaFlops the arithmetic operations of a step per second of audio; 0 if unknown
     */
    TimeLeft training(
            UpstreamSpec spec,
            Function<EarlierRuns.Run, Optional<Double>> trained,
            double audioSeconds,
            double gigaFlops) {
        for (EarlierRuns.Run run : earlier.runs()) {
            Optional<Double> speed = run.config().precision().equals(precision)
                    ? trained.apply(run).filter(value -> value > 0)
                    : Optional.empty();
            if (speed.isPresent()) {
                return new TimeLeft(audioSeconds / speed.get(), false, "by the training speed in " + of(run));
            }
        }
        double work = audioSeconds * gigaFlops;
        for (EarlierRuns.Run run : earlier.runs()) {
            Double ceiling = run.ceilings().get(precision);
            double share = ceilingShare(run, spec);
            if (work > 0 && ceiling != null && share > 0) {
                return new TimeLeft(
                        work / (ceiling * share),
                        false,
                        "by its arithmetic and the speed of its timed training steps in " + of(run));
            }
        }
        for (EarlierRuns.Run run : earlier.runs()) {
            Double ceiling = run.ceilings().get(precision);
            if (work > 0 && ceiling != null) {
                return new TimeLeft(
                        work / ceiling,
                        true,
                        "by its arithmetic and the speed of matrix products in " + of(run)
                                + ", which no model reaches");
            }
        }
        return TimeLeft.UNKNOWN;
    }

    /** The share of the machine's speed that timed training steps of the provider and size reached; 0 if unknown. */
    private double ceilingShare(EarlierRuns.Run run, UpstreamSpec wanted) {
        return run.rows().stream()
                .filter(r -> r.ok() && r.is(RowKind.THROUGHPUT) && r.metric().equals(Metrics.CEILING_SHARE))
                .filter(r -> r.subject().provider().equals(wanted.provider())
                        && r.subject().size().equals(wanted.size())
                        && r.conditions().precision().equals(precision))
                .map(ResultRow::value)
                .findFirst()
                .map(share -> share / PERCENT)
                .orElse(0.0);
    }

    /**
     * The time of a cell: the time that the same upstream took on the same corpus with the same preset; otherwise at
     * least the shortest time that another upstream took.
     *
     * @param upstream the label of the upstream
     * @param seeds the number of seeds that remain
     */
    TimeLeft cell(String upstream, PlannedTask task, int seeds) {
        for (EarlierRuns.Run run : earlier.runs()) {
            for (ResultRow row : run.rows()) {
                Double seconds = row.cost().seconds();
                if (seconds != null && isOfTask(row, task) && row.upstream().equals(upstream)) {
                    return new TimeLeft(seconds * seeds, false, "by what it took in " + of(run));
                }
            }
        }
        for (EarlierRuns.Run run : earlier.runs()) {
            OptionalDouble least = run.rows().stream()
                    .filter(row -> isOfTask(row, task))
                    .map(row -> row.cost().seconds())
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .min();
            if (least.isPresent()) {
                return new TimeLeft(
                        least.getAsDouble() * seeds, true, "by what the fastest other upstream took in " + of(run));
            }
        }
        return TimeLeft.UNKNOWN;
    }

    private static boolean isOfTask(ResultRow row, PlannedTask task) {
        return row.ok()
                && row.is(RowKind.SCORE)
                && row.task().equals(task.label())
                && row.protocol().preset().equals(task.entry().preset().id())
                && row.protocol().corpus().equals(task.corpusDigest());
    }

    private static String of(EarlierRuns.Run run) {
        return run.name() + ", with " + run.threads() + " threads";
    }
}
