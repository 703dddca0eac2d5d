package org.speechbench.bench.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Claims;
import org.speechbench.upstream.EncodeBatches;

/**
 * The probing of upstreams on tasks, by label in the order of the file.
 *
 * @param upstreams the upstreams that are probed
 * @param tasks the tasks that each of them is probed on
 * @param encodeBatchSeconds the seconds of {@link EncodeBatches}; null for one by one
 * @param claims what the scores are to show, with every label written out; null if nothing is planned
 */
public record Probing(
        Map<String, UpstreamEntry> upstreams,
        Map<String, TaskEntry> tasks,
        @Nullable Double encodeBatchSeconds,
        @Nullable Claims claims) {
    /**
     * @throws org.speechbench.core.UserError if a label is not one, the claims name one that is not there, or the seconds
     *     are out of range
     */
    public Probing {
        upstreams = Ordered.copy(upstreams);
        tasks = Ordered.copy(tasks);
        upstreams.keySet().forEach(label -> EntryLabels.check("upstreams", label));
        tasks.keySet().forEach(label -> EntryLabels.check("tasks", label));
        claims = claims == null ? null : claims.over(upstreams.keySet(), tasks.keySet());
        batches(encodeBatchSeconds);
    }

    /** The utterances that upstreams encode together. */
    public EncodeBatches batches() {
        return batches(encodeBatchSeconds);
    }

    private static EncodeBatches batches(@Nullable Double seconds) {
        return seconds == null ? EncodeBatches.ONE_BY_ONE : new EncodeBatches(seconds);
    }
}
