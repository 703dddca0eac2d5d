package org.speechbench.bench.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Claims;

/**
 * The probing of upstreams on tasks, by label in the order of the file.
 *
 * @param upstreams the upstreams that are probed
 * @param tasks the tasks that each of them is probed on
 * @param claims what the scores are to show, with every label written out; null if nothing is planned
 */
public record Probing(Map<String, UpstreamEntry> upstreams, Map<String, TaskEntry> tasks, @Nullable Claims claims) {
    /** @throws org.speechbench.core.UserError if a label is not one, or the claims name one that is not there */
    public Probing {
        upstreams = Ordered.copy(upstreams);
        tasks = Ordered.copy(tasks);
        upstreams.keySet().forEach(label -> EntryLabels.check("upstreams", label));
        tasks.keySet().forEach(label -> EntryLabels.check("tasks", label));
        claims = claims == null ? null : claims.over(upstreams.keySet(), tasks.keySet());
    }
}
