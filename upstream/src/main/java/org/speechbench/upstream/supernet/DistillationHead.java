package org.speechbench.upstream.supernet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Objects;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.ModelFolder;

/**
 * The linear layer with which the networks of a trained supernet predict states of its teacher. Narrower networks use its
 * leading columns, so their predictions can be compared although their states have other sizes.
 *
 * @param weight shape (W, D), row-major
 * @param bias shape (W)
 */
public record DistillationHead(float[] weight, float[] bias) {
    private static final String HEADS = "objective.predictor.heads.";

    /** @throws UserError if the folder has no such layer, or several */
    public static DistillationHead of(Path folder, String provider) {
        ModelFolder model = ModelFolder.read(folder, provider, "");
        boolean one = model.tensors().containsKey(HEADS + "0.weight")
                && !model.tensors().containsKey(HEADS + "1.weight");
        if (!one) {
            throw new UserError(
                    "The model at " + folder
                            + " has no single linear head that predicts its teacher, with which networks of"
                            + " different sizes are compared.",
                    "Name a folder that 'speechbench distill' has written for one target, with heads: linear.");
        }
        return new DistillationHead(
                Objects.requireNonNull(model.values().get(HEADS + "0.weight")),
                Objects.requireNonNull(model.values().get(HEADS + "0.bias")));
    }

    /**
     * The predictions (T, W) of a network.
     *
     * @param state of its last layer, shape (1, T, D'), on the device of the manager
     */
    public NDArray predictions(NDManager manager, NDArray state) {
        int outputs = bias.length;
        int inputs = weight.length / outputs;
        long used = state.getShape().get(2);
        NDArray columns = manager.create(weight, new Shape(outputs, inputs)).get(new NDIndex(":, :" + used));
        return state.reshape(state.getShape().get(1), used)
                .matMul(columns.transpose())
                .add(manager.create(bias));
    }
}
