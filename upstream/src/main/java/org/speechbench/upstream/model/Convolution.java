package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of a front end over time, without padding.
 *
 * @param channels of its output
 * @param stride in inputs
 */
public record Convolution(int channels, int kernel, int stride) {
    private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
    private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);

    /** The seven convolutions of wav2vec 2.0 and HuBERT, all with as many channels, one frame every 20 ms. */
    public static List<Convolution> wav2vec2(int channels) {
        List<Convolution> seven = new ArrayList<>();
        for (int i = 0; i < KERNELS.size(); i++) {
            seven.add(new Convolution(channels, KERNELS.get(i), STRIDES.get(i)));
        }
        return List.copyOf(seven);
    }

    public static List<Integer> kernels(List<Convolution> convolutions) {
        return convolutions.stream().map(Convolution::kernel).toList();
    }

    public static List<Integer> strides(List<Convolution> convolutions) {
        return convolutions.stream().map(Convolution::stride).toList();
    }
}
