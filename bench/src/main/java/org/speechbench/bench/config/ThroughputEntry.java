package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.core.NearNames;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;

/**
 * What is timed: benchmarks of each upstream, and the training steps of a ladder.
 *
 * @param upstreams the names of providers; those that cannot be pre-trained are timed only in encoding
 * @param ladder the training steps that are compared with two baselines
 * @param modules the labels of upstreams or rows of the ladder whose training steps are timed part by part as well
 * @param benchmarks the benchmarks of upstreams, for example {@code train_step}, {@code encode}
 */
public record ThroughputEntry(
        List<String> upstreams,
        LadderEntry ladder,
        List<String> modules,
        List<String> benchmarks,
        @JsonUnwrapped Workload workload,
        @JsonUnwrapped Timing timing) {
    /**
     * What a benchmark computes.
     *
     * @param size the size of each upstream that exists in this size
     * @param seconds the seconds of each recording of a batch
     * @param batch the number of recordings per batch
     * @param classes the number of classes of the targets in training steps of upstreams; rows of the ladder have their
     *     own
     */
    public record Workload(String size, double seconds, int batch, int classes) {
        public Workload {
            Range.atLeast("throughput.seconds", seconds, 1);
            Range.atLeast("throughput.batch", batch, 1);
            Range.atLeast("throughput.classes", classes, 2);
        }
    }

    /**
     * How long it is timed.
     *
     * @param rounds the number of forks of each upstream, which are interleaved
     * @param warmupSeconds the seconds of each fork before measurement begins
     * @param measureSeconds the seconds of each fork during measurement
     */
    public record Timing(int rounds, double warmupSeconds, double measureSeconds) {
        public Timing {
            Range.atLeast("throughput.rounds", rounds, 1);
            Range.positive("throughput.warmup_seconds", warmupSeconds);
            Range.positive("throughput.measure_seconds", measureSeconds);
        }
    }

    public ThroughputEntry {
        upstreams = List.copyOf(upstreams);
        modules = List.copyOf(modules);
        benchmarks = List.copyOf(benchmarks);
        if (upstreams.isEmpty() && ladder.rows().isEmpty()) {
            throw new UserError(
                    "throughput.upstreams is empty, and there is no ladder.", "Name at least one provider.");
        }
        requireOneThingALabel(upstreams, ladder);
        for (String label : modules) {
            if (!upstreams.contains(label) && !ladder.rows().containsKey(label)) {
                List<String> timed = new ArrayList<>(upstreams);
                timed.addAll(ladder.rows().keySet());
                throw NearNames.unknown("throughput.modules names '" + label + "', which is not timed.", label, timed);
            }
        }
    }

    private static void requireOneThingALabel(List<String> upstreams, LadderEntry ladder) {
        for (String name : upstreams) {
            if (ladder.rows().containsKey(name)) {
                throw new UserError(
                        "throughput.ladder.rows has '" + name + "', which throughput.upstreams names too.",
                        "Call the row something else, or leave the upstream out.");
            }
        }
        if (Set.copyOf(upstreams).size() < upstreams.size()) {
            throw new UserError("throughput.upstreams names one twice: " + upstreams + ".", "Name each once.");
        }
    }
}
