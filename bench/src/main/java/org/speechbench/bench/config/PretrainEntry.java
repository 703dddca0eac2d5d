package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.speechbench.core.RelativePath;
import org.speechbench.core.UserError;
import org.speechbench.upstream.pretrain.PretrainConfig;
import org.speechbench.upstream.targets.TargetSource;

/**
 * One upstream to pre-train.
 *
 * @param provider the name of an upstream provider that can be pre-trained
 * @param settings further settings of the provider
 * @param objective the name of what is learnt from the targets
 * @param phones the phones with which the targets are compared
 */
public record PretrainEntry(
        String provider,
        String size,
        Map<String, String> settings,
        @JsonUnwrapped Audio audio,
        TargetSource targets,
        String objective,
        PhonesEntry phones,
        @JsonUnwrapped PretrainConfig training) {
    /**
     * The audio of a pre-training.
     *
     * @param manifest the path of the manifest below the data folder
     * @param train the split that is trained on
     * @param dev the split on which the validation loss is computed
     */
    public record Audio(String manifest, String train, String dev) {
        public Audio {
            RelativePath.check("manifest", manifest);
        }
    }

    public PretrainEntry {
        if (provider.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        settings = Ordered.copy(settings);
    }
}
