package org.speechbench.core.result;

/**
 * What two values must share to be compared, placed in one column or averaged: for scores the protocol, for timings the
 * machine and the workload. All code that compares rows uses {@link ResultRow#comparability()}.
 *
 * @param conditions the conditions of timings; {@link Conditions#NONE} for scores, which are comparable across machines
 */
public record Comparability(Protocol protocol, Metric metric, Conditions conditions) {
    static Comparability of(ResultRow row) {
        return new Comparability(
                row.protocol(), row.metric(), row.kind().isTiming() ? row.conditions() : Conditions.NONE);
    }
}
