package org.speechbench.upstream.supernet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * Which part of each weight of a supernet the networks within it use: the leading values along its axes. A narrower
 * network has the leading values of each block of D of the feed-forward's inner size, as in the authors' code; all other axes
 * begin at their first value.
 *
 * <p>Sizes are numbered by slots: D, D divided by the groups of the positional convolution, and for each layer the width of
 * its attention and the inner size of its feed-forward block.
 *
 * @param size D of the supernet
 * @param groups of the positional convolution
 */
record WeightParts(int size, int groups) {
    /** The slot of an axis that all networks use as a whole. */
    static final int WHOLE = -1;

    private static final int EMBED = 0;
    private static final int GROUP = 1;
    private static final int FIRST_LAYER = 2;
    private static final int OF_A_LAYER = 2;
    private static final int ATTENTION = 0;
    private static final int FEED_FORWARD = 1;

    /** The first that matches a name decides. */
    private static final List<Rule> RULES = List.of(
            new Rule("encoder\\.layers\\.(\\d+)\\.attention\\.[qkv]_proj\\..*", Axis.ATTENTION, Axis.EMBED),
            new Rule("encoder\\.layers\\.(\\d+)\\.attention\\.out_proj\\.weight", Axis.EMBED, Axis.ATTENTION),
            new Rule(
                    "encoder\\.layers\\.(\\d+)\\.feed_forward\\.intermediate_dense\\..*",
                    Axis.FEED_FORWARD,
                    Axis.EMBED),
            new Rule("encoder\\.layers\\.(\\d+)\\.feed_forward\\.output_dense\\.weight", Axis.EMBED, Axis.FEED_FORWARD),
            new Rule("encoder\\.pos_conv\\.weight_g", Axis.WHOLE, Axis.WHOLE),
            new Rule("encoder\\.pos_conv\\.weight_v", Axis.EMBED, Axis.GROUP),
            new Rule("encoder\\..*|feature_projection\\.projection\\..*|mask_embedding", Axis.EMBED, Axis.WHOLE),
            new Rule("feature_extractor\\..*|feature_projection\\..*", Axis.WHOLE, Axis.WHOLE));

    private enum Axis {
        WHOLE,
        EMBED,
        GROUP,
        ATTENTION,
        FEED_FORWARD;

        int slot(int layer) {
            return switch (this) {
                case WHOLE -> WeightParts.WHOLE;
                case EMBED -> WeightParts.EMBED;
                case GROUP -> WeightParts.GROUP;
                case ATTENTION -> FIRST_LAYER + layer * OF_A_LAYER + WeightParts.ATTENTION;
                case FEED_FORWARD -> FIRST_LAYER + layer * OF_A_LAYER + WeightParts.FEED_FORWARD;
            };
        }
    }

    /** Rows and columns of the weights whose names a pattern matches; its group is the layer. */
    private record Rule(Pattern names, Axis rows, Axis columns) {
        Rule(String names, Axis rows, Axis columns) {
            this(Pattern.compile(names), rows, columns);
        }
    }

    /** The slots of the first two axes of a weight. */
    record Slots(int rows, int columns) {}

    /**
     * The slots of a weight. Matrices that are not of the backbone, which are those of an objective, map frames if they have D
     * columns.
     */
    Slots slots(ParameterSpec weight) {
        int dimensions = weight.shape().length;
        for (Rule rule : RULES) {
            Matcher name = rule.names().matcher(weight.name());
            if (name.matches()) {
                int layer = name.groupCount() == 0 ? 0 : Integer.parseInt(name.group(1));
                return new Slots(
                        rule.rows().slot(layer),
                        dimensions < 2 ? WHOLE : rule.columns().slot(layer));
            }
        }
        boolean maps = dimensions == 2 && weight.shape()[1] == size;
        return new Slots(WHOLE, maps ? EMBED : WHOLE);
    }

    /** Whether the axis of a slot consists of blocks of D. */
    static boolean isInBlocks(int slot) {
        return slot >= FIRST_LAYER && (slot - FIRST_LAYER) % OF_A_LAYER == FEED_FORWARD;
    }

    /**
     * The sizes of a network by slot. Layers that it does not have keep theirs.
     *
     * @param kept indices of its layers in the supernet
     */
    List<Long> sizes(SearchSpace space, Subnetwork network, List<Integer> kept) {
        List<Long> sizes = new ArrayList<>(List.of((long) network.embed(), (long) network.embed() / groups));
        Subnetwork whole = space.largest();
        for (int l = 0; l < space.layers(); l++) {
            int own = kept.indexOf(l);
            Subnetwork from = own < 0 ? whole : network;
            int layer = Math.max(own, 0);
            sizes.add((long) from.heads().get(layer) * space.headSize());
            sizes.add((long) from.feedForward(layer));
        }
        return sizes;
    }
}
