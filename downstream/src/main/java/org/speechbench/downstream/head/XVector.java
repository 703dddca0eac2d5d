package org.speechbench.downstream.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * SUPERB's speaker verification head, an x-vector (Snyder et al., ICASSP 2018): Linear(D, 512), five convolutions over
 * time without padding, whose output has 14 frames fewer, mean and unbiased deviation over these frames, two linear
 * layers, and cosines with one vector per class. The embedding is the output of the first linear layer. Utterances of
 * fewer than 15 frames are padded with zeros to that length. No parameters.
 */
public final class XVector implements HeadProvider {
    private static final int WIDTH = 512;

    /** Context, dilation (in the script) and width of every convolution. */
    private static final List<int[]> CONVOLUTIONS = List.of(
            new int[] {5, WIDTH}, new int[] {3, WIDTH}, new int[] {3, WIDTH}, new int[] {1, WIDTH}, new int[] {1, 1500
            });

    @Override
    public String name() {
        return "x_vector";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), Set.of());
        List<ParameterSpec> parameters = new ArrayList<>(Layers.linear("projection", context.dim(), WIDTH));
        int in = WIDTH;
        for (int i = 0; i < CONVOLUTIONS.size(); i++) {
            int[] convolution = CONVOLUTIONS.get(i);
            parameters.addAll(Layers.convolution("tdnn" + i, in, convolution[1], convolution[0]));
            in = convolution[1];
        }
        parameters.addAll(Layers.linear("embedding", 2 * in, WIDTH));
        parameters.addAll(Layers.linear("last", WIDTH, WIDTH));
        parameters.add(Layers.classVectors(context.classes(), WIDTH));
        return ScriptHead.ofUtterances(parameters, Layers.script("x_vector.py"), Pooling.NONE);
    }
}
