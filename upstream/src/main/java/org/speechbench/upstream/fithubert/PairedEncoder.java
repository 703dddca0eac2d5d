package org.speechbench.upstream.fithubert;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.ParameterLayout;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Cost;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.Layer;
import org.speechbench.upstream.model.ParameterList;
import org.speechbench.upstream.model.TimeReduction;
import org.speechbench.upstream.model.TransformerEncoder;

/**
 * Pairs of layers of which the first computes an attention map and the second reuses it (ARMHuBERT, arXiv 2305.11685). A
 * layer that reuses a map is left out together with the one that computes it.
 *
 * @param pairs half of the layers
 * @param computing the first of each pair, which shares its map
 * @param reusing the second
 * @param positions as in {@link TransformerEncoder}
 */
record PairedEncoder(int pairs, Layer computing, ReusingLayer reusing, Block positions) implements Encoder {
    @Override
    public int layers() {
        return 2 * pairs;
    }

    @Override
    public int size() {
        return computing.size();
    }

    /** The layer that computes the map of a pair. */
    @Override
    public Layer layer(int index) {
        return computing;
    }

    @Override
    public List<ParameterSpec> parameters(String prefix) {
        ParameterList list =
                new ParameterList(prefix).block("pos_conv", positions).norm("layer_norm", size());
        for (int p = 0; p < pairs; p++) {
            list.block("layers." + p + ".computing", computing).block("layers." + p + ".reusing", reusing);
        }
        return list.list();
    }

    @Override
    public ParameterLayout layout() {
        return ParameterLayout.of(
                parameters("").stream().map(ParameterSpec::name).toList(),
                TransformerEncoder.TIME_REDUCTION,
                TransformerEncoder.SHARED);
    }

    @Override
    public List<Fragment> fragments(Kernels kernels) {
        return Kernels.joined(
                List.of(kernels.dropout().fragment(size(), computing.heads())),
                positions.fragments(kernels),
                TimeReduction.none(size()).fragments(kernels),
                computing.fragments(kernels),
                reusing.fragments(kernels),
                List.of(
                        TransformerEncoder.around(layout(), false),
                        Fragment.of(PairedEncoder.class, "paired_layers.py")
                                .weights(layout())
                                .constant("PAIRS", pairs)));
    }

    @Override
    public Cost cost(double framesPerSecond, double seen, double seconds) {
        Cost pair = computing.cost(seen, seconds).plus(reusing.cost(seen, seconds));
        return positions.cost(framesPerSecond, seconds).plus(pair.times(pairs));
    }
}
