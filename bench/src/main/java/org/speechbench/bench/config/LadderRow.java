package org.speechbench.bench.config;

import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.upstream.pretrain.KernelSet;

/**
 * One way to take a training step.
 *
 * @param provider name of an upstream provider that can be pre-trained
 * @param settings of the provider
 * @param compute as {@link KernelSet#of} reads it
 * @param classes of the targets
 * @param size of the model; empty for that of the section
 * @param seconds of each crop; 0 for that of the section
 * @param batch crops; 0 for that of the section
 * @param against label of the row that this one changes one thing of; empty for the row before
 */
public record LadderRow(
        String provider,
        Map<String, String> settings,
        String compute,
        int classes,
        String size,
        double seconds,
        int batch,
        String against) {
    public LadderRow {
        if (provider.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        settings = Ordered.copy(settings);
        KernelSet.of(compute);
        Range.atLeast("classes", classes, 2);
        if (seconds != 0) {
            Range.atLeast("seconds", seconds, 1);
        }
        Range.atLeast("batch", batch, 0);
    }
}
