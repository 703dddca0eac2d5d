package org.speechbench.engine.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;

/** Compares the tensors of a file with the parameters of a model. */
public final class TensorDifferences {
    private TensorDifferences() {}

    /**
     * One line for each tensor that is missing, has another shape, is not of a floating-point type, or is superfluous.
     */
    public static List<String> between(List<ParameterSpec> wanted, Map<String, TensorInfo> got) {
        List<String> differences = new ArrayList<>();
        for (ParameterSpec spec : wanted) {
            TensorInfo tensor = got.get(spec.name());
            if (tensor == null) {
                differences.add(spec.name() + " is missing");
            } else if (!Arrays.equals(tensor.shape(), spec.shape())) {
                differences.add(
                        spec.name() + " has shape " + tensor.shapeText() + ", wanted " + Arrays.toString(spec.shape()));
            } else if (!ElementType.of(tensor.dtype()).fractions()) {
                differences.add(spec.name() + " has elements of type " + tensor.dtype());
            }
        }
        Set<String> extra = new TreeSet<>(got.keySet());
        extra.removeAll(wanted.stream().map(ParameterSpec::name).collect(Collectors.toSet()));
        extra.forEach(name -> differences.add(name + " belongs to nothing"));
        return differences;
    }

    /**
     * @param checkpoint origin of the tensors, for the message
     * @param model that they should fit, for the message
     * @throws UserError with the whole list of differences
     */
    public static void requireNone(
            String checkpoint, String model, List<ParameterSpec> wanted, Map<String, TensorInfo> got) {
        List<String> differences = between(wanted, got);
        if (!differences.isEmpty()) {
            throw new UserError(
                    checkpoint + " does not fit " + model + ": " + String.join("; ", differences) + ".",
                    "Use a checkpoint of this model, or open it as what it is.");
        }
    }
}
