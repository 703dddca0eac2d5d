package org.speechbench.core.result;

/**
 * What two values must share to be held against each other, stand in one column or have a mean: scores their protocol,
 * timings the machine and the work. Whatever compares rows asks this: {@link ResultRow#comparability()}.
 *
 * @param conditions of timings; {@link Conditions#NONE} for scores, which compare across machines
 */
public record Comparability(Protocol protocol, Metric metric, Conditions conditions) {
    static Comparability of(ResultRow row) {
        return new Comparability(
                row.protocol(), row.metric(), row.kind().isTiming() ? row.conditions() : Conditions.NONE);
    }
}
