package org.speechbench.upstream.fithubert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.distill.LayerMatching;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.StatePredictor;

/**
 * A head for each of several layers; the published model has one for every layer.
 *
 * @param layers that the heads read, in ascending order, 1 for the output of the first
 * @param head each of them
 * @param computed index of the first head whose prediction is computed; those before it are left out
 */
record LayerHeads(List<Integer> layers, LayerHead head, int computed) implements StatePredictor {
    private static final String HEADS = "heads.";
    private static final Pattern PARAMETER =
            Pattern.compile("(heads\\.([0-9]{1,4})\\.)(restoring|projection)\\.weight");

    LayerHeads {
        layers = List.copyOf(layers);
    }

    /** Heads of all layers of a network. */
    static LayerHeads ofAll(int layers, LayerHead head) {
        return new LayerHeads(IntStream.rangeClosed(1, layers).boxed().toList(), head, 0);
    }

    /**
     * Heads for the targets of a distillation.
     *
     * @throws UserError unless every target is predicted from a layer of its own, in ascending order
     */
    static LayerHeads matching(String provider, LayerMatching matching, LayerHead head) {
        List<Integer> layers = matching.student();
        if (!layers.equals(layers.stream().distinct().sorted().toList())) {
            throw new UserError(
                    "The heads of " + provider
                            + " predict each target from a layer of its own, and these are from layers " + layers + ".",
                    "Set targets.layer_to_layer, or name ascending layers in targets.student_layers, or use heads: linear.");
        }
        return new LayerHeads(layers, head, 0);
    }

    /**
     * The heads of a model folder, whose names tell the layers that they read.
     *
     * @param tensors by the names of the parameters of this block
     */
    static Optional<StatePredictor> of(Map<String, TensorInfo> tensors) {
        SortedMap<Integer, LayerHead> heads = new TreeMap<>();
        tensors.forEach((name, shape) -> {
            Matcher parameter = PARAMETER.matcher(name);
            if (parameter.matches()
                    && shape.shape().length == (parameter.group(3).equals("projection") ? 2 : 3)) {
                heads.put(Integer.valueOf(parameter.group(2)), LayerHead.of(tensors, parameter.group(1)));
            }
        });
        Set<LayerHead> different = Set.copyOf(heads.values());
        return different.size() == 1
                ? Optional.of(new LayerHeads(
                        List.copyOf(heads.keySet()), different.iterator().next(), 0))
                : Optional.empty();
    }

    @Override
    public int heads() {
        return layers.size();
    }

    @Override
    public int width() {
        return head.width();
    }

    @Override
    public double framesPerSecond(double states) {
        return states * head.factor();
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public StatePredictor encoding() {
        return new LayerHeads(layers, head, layers.size() - 1);
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list = new ParameterList(prefix);
        for (int i = computed; i < layers.size(); i++) {
            list.block(HEADS + layers.get(i), head);
        }
        return list.list();
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        List<Fragment> fragments = new ArrayList<>(head.fragments(kernels));
        fragments.add(Fragment.of(LayerHeads.class, "layer_heads.py")
                .constant("FROM", layers.subList(computed, layers.size()))
                .constant("PARAMETERS", head.parameters("").size()));
        return fragments;
    }

    @Override
    public Cost cost(double framesPerSecond, double seconds) {
        return head.cost(framesPerSecond, seconds).times(layers.size() - computed);
    }
}
