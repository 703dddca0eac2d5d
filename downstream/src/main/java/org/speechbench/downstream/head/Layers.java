package org.speechbench.downstream.head;

import java.util.List;
import java.util.stream.Stream;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** Parameters of the layers that heads consist of, initialised as in PyTorch. */
final class Layers {
    private static final int LSTM_GATES = 4;

    private Layers() {}

    /** Weight (out, in) and bias (out). */
    static List<ParameterSpec> linear(String name, int in, int out) {
        Initializer start = Initializer.fanIn(in);
        return List.of(
                new ParameterSpec(name + ".weight", new long[] {out, in}, start),
                new ParameterSpec(name + ".bias", new long[] {out}, start));
    }

    /** A linear layer named {@code projection} to a hidden size, and one named {@code output} to the classes. */
    static List<ParameterSpec> twoLinear(int in, int hidden, int classes) {
        return Stream.of(linear("projection", in, hidden), linear("output", hidden, classes))
                .flatMap(List::stream)
                .toList();
    }

    /** Weight (out, in, context) and bias (out) of a convolution over time. */
    static List<ParameterSpec> convolution(String name, int in, int out, int context) {
        Initializer start = Initializer.fanIn(in * context);
        return List.of(
                new ParameterSpec(name + ".weight", new long[] {out, in, context}, start),
                new ParameterSpec(name + ".bias", new long[] {out}, start));
    }

    /** One vector per class (classes, size), of which only the direction matters; Glorot's normal initialisation. */
    static ParameterSpec classVectors(int classes, int size) {
        return new ParameterSpec(
                "classes.weight", new long[] {classes, size}, Initializer.normal(Math.sqrt(2.0 / (classes + size))));
    }

    /** One direction of an LSTM layer: input weights, recurrent weights, two biases; gates in the order i, f, g, o. */
    static List<ParameterSpec> lstm(String name, int in, int cells) {
        Initializer start = Initializer.fanIn(cells);
        long rows = (long) LSTM_GATES * cells;
        return List.of(
                new ParameterSpec(name + ".weight_ih", new long[] {rows, in}, start),
                new ParameterSpec(name + ".weight_hh", new long[] {rows, cells}, start),
                new ParameterSpec(name + ".bias_ih", new long[] {rows}, start),
                new ParameterSpec(name + ".bias_hh", new long[] {rows}, start));
    }

    /** A script in this package. */
    static Fragment script(String resource) {
        return Fragment.of(Layers.class, resource);
    }
}
