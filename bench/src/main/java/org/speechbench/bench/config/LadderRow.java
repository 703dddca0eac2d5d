package org.speechbench.bench.config;

import java.util.Map;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;
import org.speechbench.upstream.pretrain.KernelSet;

/**
 * One way to take a training step.
 *
 * @param provider the name of an upstream provider that can be pre-trained
 * @param settings the settings of the provider
 * @param compute how a step is computed
 * @param classes the number of classes of the targets
 * @param size the size of the model; empty for that of the section
 * @param seconds the seconds of each crop; 0 for the value of the section
 * @param batch the number of crops; 0 for the value of the section
 * @param against the label of the row from which this one differs in one change; empty for the previous row
 */
public record LadderRow(
        String provider,
        Map<String, String> settings,
        KernelSet compute,
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
        Range.atLeast("classes", classes, 2);
        if (seconds != 0) {
            Range.atLeast("seconds", seconds, 1);
        }
        Range.atLeast("batch", batch, 0);
    }
}
