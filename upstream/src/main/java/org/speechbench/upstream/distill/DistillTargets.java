package org.speechbench.upstream.distill;

import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;
import org.speechbench.upstream.UpstreamCard;

/**
 * Which layers of the teacher a student predicts, and from which of its own. At most one of the first three is given; if
 * none is, the target is the last layer.
 *
 * @param layers of the teacher, 0 for the input of its first layer
 * @param meanOfLast the number of last layers whose mean is the only target (LightHuBERT has 8); 0 for none
 * @param layerToLayer whether each layer of the student predicts one of the teacher, at even distances: layer i of n
 *     predicts layer {@code i * N / n} of N (TinyBERT, arXiv 1909.10351, section 3)
 * @param studentLayers the layer of the student from which each target is predicted; empty for its last layer, or with
 *     {@code layerToLayer} for each of its layers
 * @param weights of the targets in the sum of their losses; empty for a mean over the targets
 */
public record DistillTargets(
        List<Integer> layers, int meanOfLast, boolean layerToLayer, List<Integer> studentLayers, List<Double> weights) {
    private static final String CURE = "Correct the targets of the distillation.";

    public DistillTargets {
        layers = List.copyOf(layers);
        studentLayers = List.copyOf(studentLayers);
        weights = List.copyOf(weights);
        Range.atLeast("targets.mean_of_last", meanOfLast, 0);
        Range.require(
                "targets.layers",
                layers,
                layers.stream().distinct().count() == layers.size(),
                "each layer of the teacher once");
        weights.forEach(weight -> Range.positive("targets.weights", weight));
        int given = (layers.isEmpty() ? 0 : 1) + (meanOfLast > 0 ? 1 : 0) + (layerToLayer ? 1 : 0);
        if (given > 1) {
            throw new UserError(
                    "targets has more than one of layers, mean_of_last and layer_to_layer.", "Keep one of them.");
        }
    }

    /** The last layer. */
    public static DistillTargets last() {
        return new DistillTargets(List.of(), 0, false, List.of(), List.of());
    }

    /**
     * The layers that are predicted and those that predict.
     *
     * @throws UserError if a layer does not exist, or the numbers of layers do not fit each other
     */
    public LayerMatching matching(UpstreamCard teacher, UpstreamCard student) {
        List<Integer> wanted = teacherLayers(teacher.layers() - 1, student.layers() - 1);
        wanted.forEach(layer -> teacher.requireLayer(layer, CURE));
        int targets = meanOfLast > 0 ? 1 : wanted.size();
        List<Integer> from = from(targets, student.layers() - 1);
        from.forEach(layer -> student.requireLayer(layer, CURE));
        requireAsMany("student_layers", from.size(), targets);
        requireAsMany("weights", weights.isEmpty() ? targets : weights.size(), targets);
        List<Double> shares = weights.isEmpty()
                ? IntStream.range(0, targets).mapToObj(i -> 1.0 / targets).toList()
                : weights;
        return new LayerMatching(wanted, meanOfLast > 0, from, shares);
    }

    private List<Integer> teacherLayers(int teacher, int student) {
        if (layerToLayer) {
            int predicted = studentLayers.isEmpty() ? student : studentLayers.size();
            if (teacher % predicted != 0) {
                throw new UserError(
                        "layer_to_layer matches " + predicted + " layers of the student with " + teacher
                                + " of the teacher, wanted a number that divides " + teacher + ".",
                        "List the layers of both in targets.layers and targets.student_layers.");
            }
            return IntStream.rangeClosed(1, predicted)
                    .mapToObj(i -> i * teacher / predicted)
                    .toList();
        }
        if (meanOfLast > 0) {
            return IntStream.rangeClosed(teacher - meanOfLast + 1, teacher)
                    .boxed()
                    .toList();
        }
        return layers.isEmpty() ? List.of(teacher) : layers;
    }

    private List<Integer> from(int targets, int student) {
        if (!studentLayers.isEmpty()) {
            return studentLayers;
        }
        return layerToLayer
                ? IntStream.rangeClosed(1, student).boxed().toList()
                : IntStream.range(0, targets).mapToObj(i -> student).toList();
    }

    private static void requireAsMany(String key, int given, int targets) {
        if (given != targets) {
            throw new UserError(
                    "targets." + key + " has " + given + " values, wanted one for each of " + targets + " targets.",
                    CURE);
        }
    }

    /** The targets in a few words. */
    public String text() {
        if (layerToLayer) {
            return "layer to layer";
        }
        return meanOfLast > 0
                ? "the mean of the last " + meanOfLast + " layers"
                : layers.isEmpty() ? "the last layer" : "layers " + layers;
    }
}
