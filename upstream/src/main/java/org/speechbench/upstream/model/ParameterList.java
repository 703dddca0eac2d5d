package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** The parameters of a block, listed one after another. */
public final class ParameterList {
    private final String prefix;
    private final List<ParameterSpec> list = new ArrayList<>();

    /** @param prefix of every name */
    public ParameterList(String prefix) {
        this.prefix = prefix;
    }

    public ParameterList add(String name, Initializer initializer, long... shape) {
        list.add(new ParameterSpec(prefix + name, shape, initializer));
        return this;
    }

    /** Adds the weight (out, in) and the bias (out) of a matrix product. */
    public ParameterList linear(String name, int in, int out, Initializer weight, Initializer bias) {
        list.add(new ParameterSpec(prefix + name + ".weight", new long[] {out, in}, weight).ofProduct());
        list.add(new ParameterSpec(prefix + name + ".bias", new long[] {out}, bias).ofProduct());
        return this;
    }

    /** Adds the weight (size) and the bias (size) of a norm, initialised to 1 and 0. */
    public ParameterList norm(String name, int size) {
        add(name + ".weight", Initializer.constant(1), size);
        return add(name + ".bias", Initializer.constant(0), size);
    }

    /** Adds the parameters of a nested block. */
    public ParameterList block(String name, Block block) {
        list.addAll(block.parameters(prefix + name + "."));
        return this;
    }

    public ParameterList all(List<ParameterSpec> more) {
        list.addAll(more);
        return this;
    }

    public List<ParameterSpec> list() {
        return List.copyOf(list);
    }
}
