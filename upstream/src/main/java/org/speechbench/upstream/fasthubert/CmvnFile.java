package org.speechbench.upstream.fasthubert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.NumpyDictionary;
import org.speechbench.engine.feature.InputNormalization;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.feature.FeatureStatistics;
import org.speechbench.upstream.pretrain.Pretrainable.InputKind;

/**
 * Mean and deviation of every log-mel bin over a training set, in the format of the published data preparation:
 * {@code numpy.save} of a dictionary of {@code mean} and {@code std}. This suite's own statistics as safetensors are
 * also accepted.
 *
 * @param file that is read
 * @param said who named it, for people
 */
record CmvnFile(Path file, String said) {
    /** The setting that names the file if it is not in the folder of the checkpoint. */
    static final Setting SETTING = Setting.file(
                    "cmvn", "mean and deviation of log-mel bins, where no global_cmvn.npy lies beside the checkpoint")
            .untold();

    /** The name in the published data preparation. */
    static final String NAME = "global_cmvn.npy";

    private static final String MEAN = "mean";
    private static final String DEVIATION = "std";

    /**
     * The file for a checkpoint.
     *
     * @param given by the user; null for the one next to the weights
     * @throws UserError if there is none
     */
    static CmvnFile of(Path weights, @Nullable Path given) {
        if (given != null) {
            return new CmvnFile(given, "as given");
        }
        Path beside = weights.resolveSibling(NAME);
        if (!Files.isRegularFile(beside)) {
            throw new UserError(
                    weights + " has no " + NAME
                            + " beside it, and without the mean and deviation of its log-mel input its"
                            + " states are not those of the published model.",
                    "Put the file there that its training used, name it with --cmvn FILE or the setting "
                            + SETTING.name()
                            + ", or compute one over the 960 hours of LibriSpeech as the published code does.");
        }
        return new CmvnFile(beside, NAME + " beside the weights");
    }

    String text() {
        return said;
    }

    /** @throws UserError if it does not contain a mean and a deviation above 0 for every bin */
    InputNormalization read() {
        int bins = InputKind.FBANK80.width();
        if (file.toString().endsWith(".safetensors")) {
            return checked(FeatureStatistics.read(file, bins));
        }
        Map<String, double[]> arrays = NumpyDictionary.read(file);
        double[] mean = arrays.get(MEAN);
        double[] deviation = arrays.get(DEVIATION);
        if (mean == null || deviation == null || mean.length != bins || deviation.length != bins) {
            throw new UserError(
                    file + " does not hold the arrays mean and std of " + bins + " bins, but " + sizes(arrays) + ".",
                    "Use the file that the preparation of the training data wrote.");
        }
        return checked(new InputNormalization(
                Arrays.stream(mean).boxed().toList(),
                Arrays.stream(deviation).boxed().toList()));
    }

    private InputNormalization checked(InputNormalization normalization) {
        if (!normalization.mean().stream().allMatch(Double::isFinite)
                || !normalization.deviation().stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
            throw new UserError(
                    file + " has a mean that is no number, or a deviation that is not above 0.",
                    "Use the file that the preparation of the training data wrote.");
        }
        return normalization;
    }

    private static String sizes(Map<String, double[]> arrays) {
        return arrays.isEmpty()
                ? "no arrays"
                : String.join(
                        ", ",
                        arrays.entrySet().stream()
                                .map(e -> e.getKey() + " of " + e.getValue().length)
                                .toList());
    }
}
