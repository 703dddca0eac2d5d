package org.speechbench.engine.checkpoint;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of tensors by name. They are read on every access, so that only one tensor is on the heap at a time. */
public final class LazyValues extends AbstractMap<String, float[]> {
    private final Set<String> names;
    private final Function<String, float[]> read;

    public LazyValues(Set<String> names, Function<String, float[]> read) {
        this.names = names;
        this.read = read;
    }

    @Override
    public float @Nullable [] get(@Nullable Object name) {
        return name instanceof String n && names.contains(n) ? read.apply(n) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return names.contains(name);
    }

    @Override
    public Set<Entry<String, float[]>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, float[]>> iterator() {
                return names.stream().map(n -> Map.entry(n, read.apply(n))).iterator();
            }

            @Override
            public int size() {
                return names.size();
            }
        };
    }
}
