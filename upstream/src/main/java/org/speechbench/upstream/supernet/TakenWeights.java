package org.speechbench.upstream.supernet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.engine.checkpoint.LazyValues;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The weights of a network, taken out of those of its supernet as copies, under the names of a network of its own. Weight
 * norm of the positional convolution is over the whole weight in the supernet, so its gains are scaled such that the norm over
 * the part gives the same weight.
 */
public final class TakenWeights {
    private static final Pattern LAYER = Pattern.compile("encoder\\.layers\\.(\\d+)\\.(.*)");
    private static final String GAIN = "encoder.pos_conv.weight_g";
    private static final String DIRECTION = "encoder.pos_conv.weight_v";

    private final Map<String, ParameterSpec> stored = new LinkedHashMap<>();
    private final Map<String, float[]> values;
    private final WeightParts parts;
    private final int embed;
    private final List<Integer> kept;
    private final List<Long> sizes;

    private TakenWeights(
            SearchSpace space,
            TransformerConfig supernet,
            Subnetwork network,
            List<ParameterSpec> stored,
            Map<String, float[]> values) {
        stored.forEach(spec -> this.stored.put(spec.name(), spec));
        this.values = values;
        this.parts = new WeightParts(supernet.size(), supernet.positionalGroups());
        this.embed = network.embed();
        this.kept = KeptLayers.of(space.layers(), network.depth());
        this.sizes = parts.sizes(space, network, kept);
    }

    /**
     * The weights of a network, each computed when it is asked for.
     *
     * @param stored parameters of the supernet
     * @param values of them
     * @param own parameters of the network
     */
    public static Map<String, float[]> of(
            SearchSpace space,
            TransformerConfig supernet,
            Subnetwork network,
            List<ParameterSpec> stored,
            Map<String, float[]> values,
            List<ParameterSpec> own) {
        TakenWeights taken = new TakenWeights(space, supernet, network, stored, values);
        LinkedHashSet<String> names = new LinkedHashSet<>();
        own.forEach(spec -> names.add(spec.name()));
        return new LazyValues(names, taken::weight);
    }

    private float[] weight(String name) {
        ParameterSpec whole = Objects.requireNonNull(stored.get(inSupernet(name)), name);
        float[] x = Objects.requireNonNull(values.get(whole.name()), whole.name());
        if (name.equals(GAIN)) {
            return gains(x);
        }
        WeightParts.Slots slots = parts.slots(whole);
        long[] shape = whole.shape();
        int rows = (int) shape[0];
        int columns = shape.length > 1 ? (int) shape[1] : 1;
        int each = x.length / (rows * columns);
        int[] ofRows = leading(rows, slots.rows());
        int[] ofColumns = leading(columns, slots.columns());
        float[] part = new float[ofRows.length * ofColumns.length * each];
        int at = 0;
        for (int row : ofRows) {
            for (int column : ofColumns) {
                System.arraycopy(x, (row * columns + column) * each, part, at, each);
                at += each;
            }
        }
        return part;
    }

    /** The name in the supernet, whose layers have other numbers if the network has fewer. */
    private String inSupernet(String name) {
        Matcher layer = LAYER.matcher(name);
        return layer.matches()
                ? "encoder.layers." + kept.get(Integer.parseInt(layer.group(1))) + "." + layer.group(2)
                : name;
    }

    /** The positions along an axis that the network uses. */
    private int[] leading(int length, int slot) {
        int count = slot == WeightParts.WHOLE ? length : (int) (long) sizes.get(slot);
        int[] positions = new int[count];
        boolean blocks = slot != WeightParts.WHOLE && WeightParts.isInBlocks(slot);
        for (int i = 0; i < count; i++) {
            positions[i] = blocks ? i / embed * parts.size() + i % embed : i;
        }
        return positions;
    }

    private float[] gains(float[] gains) {
        if (embed == parts.size()) {
            return gains;
        }
        double[] whole = squares(Objects.requireNonNull(values.get(DIRECTION)), gains.length);
        double[] part = squares(weight(DIRECTION), gains.length);
        float[] scaled = new float[gains.length];
        for (int k = 0; k < gains.length; k++) {
            scaled[k] = (float) (gains[k] * Math.sqrt(part[k] / whole[k]));
        }
        return scaled;
    }

    /** Sums of squares over the channels, for each position of the kernel. */
    private static double[] squares(float[] weight, int kernel) {
        double[] sums = new double[kernel];
        for (int i = 0; i < weight.length; i++) {
            sums[i % kernel] += (double) weight[i] * weight[i];
        }
        return sums;
    }
}
