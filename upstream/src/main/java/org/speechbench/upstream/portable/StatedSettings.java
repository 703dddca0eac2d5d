package org.speechbench.upstream.portable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.Settings;

/**
 * The settings that a user states about a checkpoint without a configuration: all three or none, because anyone who
 * knows one of them knows the others, and none has a default.
 *
 * @param heads of attention
 * @param normFirst layer norm before each block (Large) instead of after (Base)
 * @param normalize whether samples are normalised to zero mean and unit variance
 */
public record StatedSettings(int heads, boolean normFirst, boolean normalize) {
    public static final String HEADS = "heads";
    public static final String NORM_FIRST = "norm_first";
    public static final String NORMALIZE = "normalize";
    public static final List<String> NAMES = List.of(HEADS, NORM_FIRST, NORMALIZE);

    /** The settings of a provider that reads checkpoints of this kind. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.integer(HEADS, "attention heads, of a checkpoint that does not tell; with the next two")
                    .untold(),
            Setting.flag(NORM_FIRST, "whether its layer norms come before the blocks (HuBERT Large) or after (Base)")
                    .untold(),
            Setting.flag(
                            NORMALIZE,
                            "whether its samples are brought to zero mean and unit variance (Large) or not (Base)")
                    .untold());

    /**
     * The stated settings; empty if none is stated.
     *
     * @throws UserError if one of the three is missing
     */
    public static Optional<StatedSettings> of(Settings settings) {
        List<String> missing = new ArrayList<>(NAMES);
        missing.removeAll(settings.given());
        if (missing.size() == NAMES.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw new UserError(
                    "heads, norm_first and normalize are given together; " + String.join(" and ", missing)
                            + (missing.size() == 1 ? " is" : " are") + " missing.",
                    "Give all three, or none where the checkpoint tells them.");
        }
        return Optional.of(
                new StatedSettings(settings.integer(HEADS), settings.flag(NORM_FIRST), settings.flag(NORMALIZE)));
    }
}
