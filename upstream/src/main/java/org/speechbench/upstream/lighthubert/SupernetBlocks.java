package org.speechbench.upstream.lighthubert;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Attention;
import org.speechbench.upstream.model.Block;
import org.speechbench.upstream.model.Encoder;
import org.speechbench.upstream.model.FeedForward;
import org.speechbench.upstream.model.Layer;
import org.speechbench.upstream.model.ScalableAttention;
import org.speechbench.upstream.model.Subnetworks;
import org.speechbench.upstream.model.TransformerConfig;
import org.speechbench.upstream.model.TransformerEncoder;
import org.speechbench.upstream.model.TransformerLayer;
import org.speechbench.upstream.supernet.DrawnSubnetworks;
import org.speechbench.upstream.supernet.SearchSpace;
import org.speechbench.upstream.supernet.Subnetwork;
import org.speechbench.upstream.supernet.SubnetworkSettings;
import org.speechbench.upstream.supernet.TakenWeights;
import org.speechbench.upstream.waveform.EncoderBlocks;

/**
 * HuBERT's blocks with attention whose heads have the same width in every network of a space.
 *
 * @param whole dimensions of the supernet
 * @param network within it; empty for the supernet itself
 * @param drawn whether each step of training draws one of the networks; without effect if one is chosen and not trained
 */
record SupernetBlocks(SearchSpace space, TransformerConfig whole, Optional<Subnetwork> network, boolean drawn)
        implements EncoderBlocks {
    static final String TRAINED = "trained";
    static final String DRAWN = "drawn";

    SupernetBlocks(SearchSpace space, TransformerConfig whole) {
        this(space, whole, Optional.empty(), false);
    }

    /** The dimensions of a network within the supernet; heads and inner size are those of its largest layers. */
    TransformerConfig dimensions(Subnetwork chosen) {
        int heads = chosen.heads().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int inner = IntStream.range(0, chosen.depth())
                .map(chosen::feedForward)
                .max()
                .orElseThrow();
        return new TransformerConfig(
                chosen.depth(),
                chosen.embed(),
                heads,
                inner,
                whole.positionalKernel(),
                whole.positionalGroups(),
                whole.preNorm());
    }

    @Override
    public Attention attention(TransformerConfig c) {
        return new ScalableAttention(c.size(), c.heads(), space.headSize());
    }

    /** The script of a supernet computes the positions of all its networks in the precision that suits all of them. */
    @Override
    public Block positions(TransformerConfig c) {
        Block own = EncoderBlocks.super.positions(c);
        return drawn && network.isEmpty() ? new CommonPositions(own, c.positionalGroups(), space.embeds()) : own;
    }

    @Override
    public Encoder encoder(TransformerConfig c) {
        return network.<Encoder>map(chosen -> new TransformerEncoder(layers(c, chosen), positions(c), c.preNorm()))
                .orElseGet(() -> EncoderBlocks.super.encoder(c));
    }

    private List<Layer> layers(TransformerConfig c, Subnetwork chosen) {
        return IntStream.range(0, chosen.depth())
                .<Layer>mapToObj(l -> new TransformerLayer(
                        c.size(),
                        new ScalableAttention(c.size(), chosen.heads().get(l), space.headSize()),
                        new FeedForward(c.size(), chosen.feedForward(l)),
                        c.preNorm()))
                .toList();
    }

    @Override
    public Subnetworks subnetworks(TransformerConfig c) {
        if (drawn && network.isPresent()) {
            throw new UserError(
                    TRAINED + " is " + DRAWN + ", and one network of " + space.name() + " is chosen: "
                            + SubnetworkSettings.of(network.get()) + ".",
                    "Leave " + TRAINED + " out to train this network alone, or the others to train the supernet.");
        }
        return drawn ? new DrawnSubnetworks(space, whole) : EncoderBlocks.super.subnetworks(c);
    }

    /** The weights of a network are those of its supernet, unless they are stored alone. */
    @Override
    public Map<String, float[]> among(
            List<ParameterSpec> stored, Map<String, float[]> values, List<ParameterSpec> own) {
        return network.isEmpty() || values.isEmpty() || (stored.size() == own.size() && areAlike(stored, own))
                ? values
                : TakenWeights.of(space, whole, network.get(), stored, values, own);
    }

    private static boolean areAlike(List<ParameterSpec> stored, List<ParameterSpec> own) {
        return IntStream.range(0, own.size())
                .allMatch(i -> Arrays.equals(stored.get(i).shape(), own.get(i).shape()));
    }

    @Override
    public Map<String, String> settings() {
        if (network.isPresent()) {
            return SubnetworkSettings.of(network.get());
        }
        return drawn ? Map.of(TRAINED, DRAWN) : Map.of();
    }

    /** @throws UserError if the network is none that HuBERT's classes can be */
    @Override
    public Map<String, Object> huggingFace() {
        Subnetwork chosen = network.orElseGet(space::largest);
        if (!chosen.isRegular() || chosen.heads().get(0) * space.headSize() != chosen.embed()) {
            throw new UserError(
                    "This network of " + space.name()
                            + " is no HuBERT in Hugging Face's layout, whose layers are alike and"
                            + " whose heads together are as wide as a frame: " + SubnetworkSettings.of(chosen) + ".",
                    "Choose equal layers with embed / " + space.headSize() + " heads.");
        }
        return Map.of();
    }
}
