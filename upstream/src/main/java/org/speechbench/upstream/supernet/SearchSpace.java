package org.speechbench.upstream.supernet;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;

/**
 * The dimensions that networks within a supernet may have (LightHuBERT, arXiv 2203.15610, table 1). Each layer chooses its
 * heads and its ratio independently of the others.
 *
 * @param name of the supernet, for messages
 * @param embeds values of D, in ascending order
 * @param heads of a layer, in ascending order
 * @param ratios inner size of a feed-forward block by D, in ascending order
 * @param depths numbers of layers, in ascending order; the last is the number of layers of the supernet
 * @param headSize width of each attention head, whatever D is
 */
public record SearchSpace(
        String name,
        List<Integer> embeds,
        List<Integer> heads,
        List<Double> ratios,
        List<Integer> depths,
        int headSize) {
    public SearchSpace {
        embeds = List.copyOf(embeds);
        heads = List.copyOf(heads);
        ratios = List.copyOf(ratios);
        depths = List.copyOf(depths);
    }

    /** The number of layers of the supernet. */
    public int layers() {
        return Collections.max(depths);
    }

    /** The number of different networks. */
    public long size() {
        long layer = (long) heads.size() * ratios.size();
        long layerChoices = 0;
        for (int depth : depths) {
            long choices = 1;
            for (int l = 0; l < depth; l++) {
                choices = Math.multiplyExact(choices, layer);
            }
            layerChoices = Math.addExact(layerChoices, choices);
        }
        return Math.multiplyExact(embeds.size(), layerChoices);
    }

    /** The network that has the largest value of every dimension: the supernet itself. */
    public Subnetwork largest() {
        return Subnetwork.regular(
                Collections.max(embeds), Collections.max(heads), Collections.max(ratios), Collections.max(depths));
    }

    /** The network that has the smallest value of every dimension. */
    public Subnetwork smallest() {
        return Subnetwork.regular(
                Collections.min(embeds), Collections.min(heads), Collections.min(ratios), Collections.min(depths));
    }

    /** A network of which every dimension is drawn uniformly: depth, D, and heads and ratio of each layer. */
    public Subnetwork draw(SplittableRandom random) {
        int depth = drawn(depths, random);
        int embed = drawn(embeds, random);
        List<Integer> layerHeads =
                IntStream.range(0, depth).mapToObj(l -> drawn(heads, random)).toList();
        List<Double> layerRatios =
                IntStream.range(0, depth).mapToObj(l -> drawn(ratios, random)).toList();
        return new Subnetwork(embed, layerHeads, layerRatios);
    }

    /** One of several values, each with the same probability. */
    public static <T> T drawn(List<T> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }

    /** @throws UserError if the network has a dimension that is not in this space */
    public void require(Subnetwork network) {
        require("embed", embeds, List.of(network.embed()));
        require("depth", depths, List.of(network.depth()));
        require("layer_heads", heads, network.heads());
        require("ffn_ratio", ratios, network.ratios());
    }

    private <T extends Comparable<T>> void require(String dimension, List<T> allowed, Collection<T> got) {
        Set<T> others = new TreeSet<>(got);
        others.removeAll(new HashSet<>(allowed));
        if (!others.isEmpty()) {
            throw new UserError(
                    "No network of " + name + " has " + dimension + " "
                            + String.join(
                                    ", ", others.stream().map(Object::toString).toList()) + "; it may be "
                            + String.join(
                                    ", ", allowed.stream().map(Object::toString).toList()) + ".",
                    "Choose one of these values.");
        }
    }
}
