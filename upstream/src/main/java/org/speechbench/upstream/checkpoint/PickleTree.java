package org.speechbench.upstream.checkpoint;

import java.util.List;
import java.util.Map;
import org.speechbench.upstream.checkpoint.PickleGlobals.Attributes;

/** Walks what a pickle holds and names tensors and plain values by their paths, joined by dots. */
final class PickleTree {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NODES = 10_000_000;

    private final Map<String, StoredTensor> tensors;
    private final Map<String, Object> values;
    private int nodes;

    PickleTree(Map<String, StoredTensor> tensors, Map<String, Object> values) {
        this.tensors = tensors;
        this.values = values;
    }

    void add(Object root) throws BadPickle {
        add("", root, 0);
    }

    private void add(String path, Object node, int depth) throws BadPickle {
        // A container may hold itself, or another one many times over.
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw new BadPickle("its containers are nested without end");
        }
        if (node instanceof StoredTensor tensor) {
            tensors.put(path, tensor);
        } else if (node instanceof Attributes attributes) {
            add(path, attributes.values(), depth + 1);
        } else if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> e : map.entrySet()) {
                add(join(path, String.valueOf(e.getKey())), e.getValue(), depth + 1);
            }
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(join(path, Integer.toString(i)), list.get(i), depth + 1);
            }
        } else if (node instanceof String || node instanceof Number || node instanceof Boolean) {
            values.put(path, node);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
