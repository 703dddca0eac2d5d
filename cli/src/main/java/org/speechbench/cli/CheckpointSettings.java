package org.speechbench.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.upstream.portable.StatedSettings;
import picocli.CommandLine.Option;

/**
 * Settings that a checkpoint may not contain: heads, norms, normalisation (all three or none), and statistics of
 * log-mel bins.
 */
final class CheckpointSettings {
    @Option(
            names = "--heads",
            paramLabel = "N",
            description =
                    "Number of attention heads, for a checkpoint that does not state it; requires the next two options.")
    private @Nullable Integer heads;

    @Option(
            names = "--norm-first",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether layer norms come before the blocks (as in HuBERT Large) or after them (Base).")
    private @Nullable Boolean normFirst;

    @Option(
            names = "--normalize",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Whether samples are normalised to zero mean and unit variance (Large) or not (Base).")
    private @Nullable Boolean normalize;

    @Option(
            names = "--cmvn",
            paramLabel = "FILE",
            description = "Mean and deviation of log-mel bins, for a Fast-HuBERT without global_cmvn.npy next to it.")
    private @Nullable Path cmvn;

    /** The same values as settings of an upstream, added to other settings. */
    Map<String, String> addedTo(Map<String, String> others) {
        Map<String, String> settings = new LinkedHashMap<>(others);
        put(settings, StatedSettings.HEADS, heads);
        put(settings, StatedSettings.NORM_FIRST, normFirst);
        put(settings, StatedSettings.NORMALIZE, normalize);
        put(settings, "cmvn", cmvn);
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
