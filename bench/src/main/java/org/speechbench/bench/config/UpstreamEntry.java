package org.speechbench.bench.config;

import java.util.Map;
import org.speechbench.core.UserError;

/**
 * An upstream that is probed.
 *
 * @param provider the name of an upstream provider; empty if {@code pretrained} names an entry that does not exist
 * @param size the size; empty for a provider without sizes, or if {@code pretrained} or {@code checkpoint} determines
 *     it
 * @param init {@code random}, {@code none} (signal processing), {@code pretrained} or {@code checkpoint}; empty if the
 *     other keys determine it
 * @param pretrained the label of an entry of {@code pretrain}, or empty; with {@code init: random} the same network
 *     before its first step
 * @param checkpoint the folder or file of a checkpoint, relative to the working folder, or empty
 * @param settings further settings of the provider
 */
public record UpstreamEntry(
        String provider, String size, String init, String pretrained, String checkpoint, Map<String, String> settings) {
    public UpstreamEntry {
        settings = Ordered.copy(settings);
        if (!pretrained.isEmpty() && !checkpoint.isEmpty()) {
            throw new UserError("both 'pretrained' and 'checkpoint' are given.", "Keep one of them.");
        }
        if (provider.isEmpty() && pretrained.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        String implied = !pretrained.isEmpty() ? "pretrained" : !checkpoint.isEmpty() ? "checkpoint" : "";
        boolean beforeTraining = !pretrained.isEmpty() && init.equals("random");
        if (!implied.isEmpty() && !init.isEmpty() && !init.equals(implied) && !beforeTraining) {
            throw new UserError("init is '" + init + "' but '" + implied + "' is given.", "Leave 'init' out.");
        }
        if (implied.isEmpty() && !init.isEmpty() && !init.equals("random") && !init.equals("none")) {
            throw new UserError(
                    "init is '" + init + "', wanted random or none.",
                    "For trained weights write 'pretrained: LABEL' or 'checkpoint: FOLDER'.");
        }
        init = init.isEmpty() ? implied : init;
    }

    /** The same upstream with these settings instead of its own. */
    public UpstreamEntry with(Map<String, String> others) {
        return new UpstreamEntry(provider, size, init, pretrained, checkpoint, others);
    }

    /** The same upstream with its size filled in. */
    public UpstreamEntry sized(String found) {
        return new UpstreamEntry(provider, found, init, pretrained, checkpoint, settings);
    }
}
