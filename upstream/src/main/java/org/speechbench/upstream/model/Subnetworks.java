package org.speechbench.upstream.model;

import java.util.Collections;
import java.util.List;
import org.speechbench.core.Seeds;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * The networks within a network, its supernet, that use parts of its weights. Each step of training trains one of them
 * (Cai et al., Once-for-All, arXiv 1908.09791).
 */
public interface Subnetworks {
    /**
     * The method
     *
     * <pre>def subnetwork(self, w: List[Tensor], sizes: Tensor) -&gt; List[Tensor]</pre>
     *
     * from the weights of the supernet to those of the network with the {@linkplain Choice#sizes sizes}, in the same order.
     * The weights of layers that it does not have may be any.
     *
     * @param parameters of the network in training, in the order of the weights, those of its objective included
     */
    Fragment fragment(List<ParameterSpec> parameters);

    /** The network that a step trains. */
    Choice draw(Seeds seeds, long step);

    /** The supernet itself, with which the development split is evaluated. */
    Choice whole();

    /**
     * One of the networks.
     *
     * @param layers whether it has each layer of the supernet
     * @param sizes for the script; empty if nothing but the whole network is ever chosen
     */
    record Choice(List<Boolean> layers, List<Long> sizes) {
        public Choice {
            layers = List.copyOf(layers);
            sizes = List.copyOf(sizes);
        }
    }

    /** Only the network itself, without a cost. */
    record None(int layers) implements Subnetworks {
        @Override
        public Fragment fragment(List<ParameterSpec> parameters) {
            return Fragment.of(Subnetworks.class, "whole_network.py");
        }

        @Override
        public Choice draw(Seeds seeds, long step) {
            return whole();
        }

        @Override
        public Choice whole() {
            return new Choice(Collections.nCopies(layers, true), List.of());
        }
    }
}
