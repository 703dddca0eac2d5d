package org.speechbench.bench.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.run.RunPlan.TimeLeft;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;

/**
 * Estimates of the time that planned work takes, based on what earlier runs measured on the machine. What no run has
 * measured remains unknown; nothing is guessed.
 *
 * @param precision the precision of matrix products
 */
record TimeEstimates(EarlierRuns earlier, String precision) {
    private static final String UNKNOWN = "no run beside it has measured that on this machine";
    private static final double PERCENT = 100;

    /**
     * The time of a pre-training. It is estimated from the speed of an earlier one of the same network, otherwise from
     * the share of the machine's speed that its training steps reached when they were timed, otherwise from the
     * machine's speed alone, which no model reaches.
     *
     * @param audioSeconds the seconds of audio that remain to be trained on
     * @param gigaFlops the arithmetic operations of a step per second of audio; 0 if unknown
     */
    TimeLeft pretraining(PretrainEntry entry, double audioSeconds, double gigaFlops) {
        for (EarlierRuns.Run run : earlier.runs()) {
            Double speed = trainingSpeed(run, entry);
            if (speed != null) {
                return new TimeLeft(audioSeconds / speed, false, "by the training speed in " + of(run));
            }
        }
        for (EarlierRuns.Run run : earlier.runs()) {
            Double ceiling = run.ceilings().get(precision);
            Double share = value(run.rows(), entry, Metrics.CEILING_SHARE).orElse(null);
            if (gigaFlops > 0 && ceiling != null && share != null && share > 0) {
                double seconds = audioSeconds * gigaFlops / (ceiling * share / PERCENT);
                return new TimeLeft(
                        seconds, false, "by its arithmetic and the speed of its timed training steps in " + of(run));
            }
        }
        for (EarlierRuns.Run run : earlier.runs()) {
            Double ceiling = run.ceilings().get(precision);
            if (gigaFlops > 0 && ceiling != null) {
                return new TimeLeft(
                        audioSeconds * gigaFlops / ceiling,
                        true,
                        "by its arithmetic and the speed of matrix products in " + of(run)
                                + ", which no model reaches");
            }
        }
        return unknown();
    }

    private @Nullable Double trainingSpeed(EarlierRuns.Run run, PretrainEntry wanted) {
        if (!run.config().precision().equals(precision)) {
            return null;
        }
        return run.config().pretrain().entrySet().stream()
                .filter(e -> e.getValue().provider().equals(wanted.provider())
                        && e.getValue().size().equals(wanted.size())
                        && e.getValue().settings().equals(wanted.settings()))
                .flatMap(e -> run.rows().stream()
                        .filter(r -> r.measures(RowKind.PRETRAIN, e.getKey(), Metrics.TRAINING_SPEED)))
                .map(ResultRow::value)
                .filter(value -> value != null && value > 0)
                .findFirst()
                .orElse(null);
    }

    /** The time according to a timing of the same provider and size. */
    private Optional<Double> value(List<ResultRow> rows, PretrainEntry wanted, Metric metric) {
        return rows.stream()
                .filter(r -> r.ok() && r.is(RowKind.THROUGHPUT) && r.metric().equals(metric))
                .filter(r -> r.subject().provider().equals(wanted.provider())
                        && r.subject().size().equals(wanted.size())
                        && r.conditions().precision().equals(precision))
                .map(ResultRow::value)
                .findFirst();
    }

    /**
     * The time of a cell: the time that the same upstream took on the same corpus with the same preset.
     *
     * @param upstream the label of the upstream
     * @param task the label of the task
     * @param seeds the number of seeds that remain
     */
    TimeLeft cell(String upstream, String task, Plan.PlannedTask planned, int seeds) {
        for (EarlierRuns.Run run : earlier.runs()) {
            for (ResultRow row : run.rows()) {
                Double seconds = row.cost().seconds();
                if (seconds != null
                        && row.ok()
                        && row.is(RowKind.SCORE)
                        && row.upstream().equals(upstream)
                        && row.task().equals(task)
                        && row.protocol()
                                .preset()
                                .equals(planned.entry().preset().id())
                        && row.protocol().corpus().equals(planned.corpusDigest())) {
                    return new TimeLeft(seconds * seeds, false, "by what it took in " + of(run));
                }
            }
        }
        return unknown();
    }

    /** The estimate if there is no information about the time. */
    static TimeLeft unknown() {
        return new TimeLeft(null, true, UNKNOWN);
    }

    /** The time of all parts together, which is at least the sum of those that are known. */
    static TimeLeft sum(List<TimeLeft> parts) {
        double seconds = 0;
        int unknown = 0;
        int least = 0;
        for (TimeLeft part : parts) {
            seconds += part.secondsLeft() == null ? 0 : part.secondsLeft();
            unknown += part.secondsLeft() == null ? 1 : 0;
            least += part.secondsLeft() != null && part.timeIsLeast() ? 1 : 0;
        }
        if (unknown == parts.size() && unknown > 0) {
            return unknown();
        }
        String rest = unknown + least == 0
                ? "the sum of its parts"
                : "the sum of its parts, of which " + unknown + " are not known and " + least + " are known at least";
        return new TimeLeft(seconds, unknown + least > 0, rest);
    }

    private static String of(EarlierRuns.Run run) {
        return run.name() + ", with " + run.threads() + " threads";
    }
}
