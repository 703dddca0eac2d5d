package org.speechbench.upstream.supernet;

import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.model.Subnetworks;
import org.speechbench.upstream.model.TransformerConfig;

/**
 * The networks of a search space, one of which is drawn for each step from the seed of the run and the number of the step
 * (LightHuBERT, arXiv 2203.15610, section 2.3).
 *
 * @param supernet whose dimensions are the largest of the space
 */
public record DrawnSubnetworks(SearchSpace space, TransformerConfig supernet) implements Subnetworks {
    private static final String GAIN = "encoder.pos_conv.weight_g";
    private static final String DIRECTION = "encoder.pos_conv.weight_v";

    @Override
    public Fragment fragment(List<ParameterSpec> parameters) {
        WeightParts parts = parts();
        requireHead(parameters);
        List<WeightParts.Slots> slots = parameters.stream().map(parts::slots).toList();
        List<String> names = parameters.stream().map(ParameterSpec::name).toList();
        return Fragment.of(DrawnSubnetworks.class, "subnetwork.py")
                .constant("ROWS", slots.stream().map(WeightParts.Slots::rows).toList())
                .constant(
                        "COLUMNS",
                        slots.stream().map(WeightParts.Slots::columns).toList())
                .constant(
                        "IN_BLOCKS",
                        IntStream.range(0, sizes(space.largest()).size())
                                .map(slot -> WeightParts.isInBlocks(slot) ? 1 : 0)
                                .boxed()
                                .toList())
                .constant("EMBED", supernet.size())
                .constant("GAIN", names.indexOf(GAIN))
                .constant("DIRECTION", names.indexOf(DIRECTION));
    }

    /** States of narrower networks have fewer values than those of a teacher. */
    private void requireHead(List<ParameterSpec> parameters) {
        boolean maps = parameters.stream()
                .anyMatch(p -> p.name().matches("(objective|predictor)\\..*")
                        && p.shape().length == 2
                        && p.shape()[1] == supernet.size());
        if (!maps) {
            throw new UserError(
                    "The networks of " + space.name()
                            + " have states of different sizes, and no head maps them to those of" + " the teacher.",
                    "Learn with linear heads.");
        }
    }

    private WeightParts parts() {
        return new WeightParts(supernet.size(), supernet.positionalGroups());
    }

    private List<Long> sizes(Subnetwork network) {
        return parts().sizes(space, network, KeptLayers.of(space.layers(), network.depth()));
    }

    @Override
    public Choice draw(Seeds seeds, long step) {
        return choice(space.draw(seeds.random("subnetwork", step, 0)));
    }

    @Override
    public Choice whole() {
        return choice(space.largest());
    }

    /** One of the networks in the form of scripts. */
    public Choice choice(Subnetwork network) {
        List<Integer> kept = KeptLayers.of(space.layers(), network.depth());
        List<Boolean> layers =
                IntStream.range(0, space.layers()).mapToObj(kept::contains).toList();
        return new Choice(layers, sizes(network));
    }
}
