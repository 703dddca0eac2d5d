package org.speechbench.upstream.model;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** The parameters of a block, written down one after the other. */
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

    /** Weight (out, in) and bias (out) of a matrix product. */
    public ParameterList linear(String name, int in, int out, Initializer weight, Initializer bias) {
        list.add(new ParameterSpec(prefix + name + ".weight", new long[] {out, in}, weight).ofProduct());
        list.add(new ParameterSpec(prefix + name + ".bias", new long[] {out}, bias).ofProduct());
        return this;
    }

    /** Weight (size) and bias (size) of a norm, which start as 1 and 0. */
    public ParameterList norm(String name, int size) {
        add(name + ".weight", Initializer.constant(1), size);
        return add(name + ".bias", Initializer.constant(0), size);
    }

    /** Parameters of a block inside. */
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
