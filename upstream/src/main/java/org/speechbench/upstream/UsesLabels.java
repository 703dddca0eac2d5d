package org.speechbench.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether labels were used in training, of a checkpoint that has no place to record it: its user can say so. */
public final class UsesLabels {
    /** The setting of a provider of such checkpoints. */
    public static final Setting SETTING = Setting.flag(
                    "uses_labels", "whether transcripts or other labels were used to train the model, if you know")
            .untold();

    private UsesLabels() {}

    /**
     * The facts of such a checkpoint.
     *
     * @param settings have {@link #SETTING}
     * @param facts the others
     * @param what the checkpoint is, for example {@code a TorchScript file}
     */
    public static CheckpointFacts facts(Settings settings, Map<String, String> facts, String what) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        boolean said = settings.isGiven(SETTING.name());
        if (said) {
            all.put(SETTING.name(), settings.text(SETTING.name()) + ", by the settings");
        } else {
            all.put(
                    CheckpointFacts.LABELS_UNKNOWN,
                    "whether transcripts or other labels were seen in training is not known, since " + what
                            + " does not say so; set " + SETTING.name() + " if you know");
        }
        return new CheckpointFacts(said && settings.flag(SETTING.name()), all);
    }
}
