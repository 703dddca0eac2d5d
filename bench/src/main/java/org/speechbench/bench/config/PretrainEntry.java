package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.speechbench.core.Range;
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
 * @param seeds the number of seeds that it is trained with; the first is that of the experiment, and the others are the
 *     consecutive ones
 */
public record PretrainEntry(
        String provider,
        String size,
        Map<String, String> settings,
        @JsonUnwrapped Data data,
        TargetSource targets,
        String objective,
        int seeds,
        @JsonUnwrapped PretrainConfig training) {
    /**
     * The data of a pre-training.
     *
     * @param manifest the path of the manifest below the data folder
     * @param train the split that is trained on
     * @param dev the split on which the validation loss is computed
     * @param phones the phones with which the targets are compared
     */
    public record Data(String manifest, String train, String dev, PhonesEntry phones) {
        public Data {
            RelativePath.check("manifest", manifest);
        }
    }

    public PretrainEntry {
        if (provider.isEmpty()) {
            throw new UserError("it has no provider.", "Add 'provider:'; see 'speechbench list upstreams'.");
        }
        settings = Ordered.copy(settings);
        Range.atLeast("seeds", seeds, 1);
    }

    /** Whether models of another entry are comparable with those of this one: everything but the seeds is equal. */
    public boolean sameButSeeds(PretrainEntry other) {
        return oneSeed().equals(other.oneSeed());
    }

    private PretrainEntry oneSeed() {
        return new PretrainEntry(provider, size, settings, data, targets, objective, 1, training);
    }
}
