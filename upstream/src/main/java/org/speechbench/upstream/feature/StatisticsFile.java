package org.speechbench.upstream.feature;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.feature.InputNormalization;

/** A safetensors file of two tensors, {@code mean} and {@code std}, one value per dimension. */
public final class StatisticsFile {
    private static final String MEAN = "mean";
    private static final String DEVIATION = "std";

    private StatisticsFile() {}

    public static void write(Path file, InputNormalization statistics) {
        float[] mean = statistics.means();
        Map<String, TensorData> tensors = Map.of(
                MEAN, TensorData.of(mean, mean.length), DEVIATION, TensorData.of(statistics.deviations(), mean.length));
        Safetensors.write(file, tensors, Map.of());
    }

    /** @throws UserError if it is missing, malformed or has a different number of dimensions */
    public static InputNormalization read(Path file, int dimensions) {
        Map<String, TensorData> tensors = Safetensors.read(file).tensors();
        TensorData mean = tensors.get(MEAN);
        TensorData deviation = tensors.get(DEVIATION);
        if (mean == null || deviation == null || mean.size() != dimensions || deviation.size() != dimensions) {
            throw new UserError(
                    file + " does not hold the statistics of " + dimensions + " dimensions.",
                    "It needs two tensors, mean and std, of that size.");
        }
        return InputNormalization.of(
                mean.finite(file + ": tensor '" + MEAN + "'"), deviation.finite(file + ": tensor '" + DEVIATION + "'"));
    }
}
