package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.upstream.portable.StatedSettings;

/** This suite's {@code config.json} of a HuBERT, besides what every model folder has. */
final class ModelConfig {
    private ModelConfig() {}

    /** @throws UserError if the user's settings contradict the folder's configuration */
    static void requireAgreement(Path folder, HubertArchitecture architecture, Optional<StatedSettings> stated) {
        StatedSettings own = new StatedSettings(
                architecture.transformer().heads(),
                architecture.transformer().preNorm(),
                architecture.waves() != WaveNormalization.NONE);
        if (stated.isPresent() && !stated.get().equals(own)) {
            throw new UserError(
                    folder + " has heads " + own.heads() + ", norm_first " + own.normFirst() + " and normalize "
                            + own.normalize() + " by its " + CheckpointStore.CONFIG + ", and others are given.",
                    "Leave heads, norm_first and normalize out.");
        }
    }
}
