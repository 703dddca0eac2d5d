package org.speechbench.engine.checkpoint;

import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.PickleGlobals.Attributes;

/** Walks the contents of a pickle and names tensors and plain values by their paths, joined by dots. */
final class PickleTree {
    private static final int MAX_DEPTH = 64;
    private static final int SMALL = 1 << 16;

    /**
     * The largest ratio of the total length of the names to the bytes of the pickle; each name repeats those of the
     * containers it is in.
     */
    private static final int NAMES = 32;

    private static final long MAX_NAMES = 1 << 28;

    /** Longer lists of plain values are data, for example the order of recordings; only their first items are named. */
    private static final int LONG_LIST = 1000;

    private final Map<String, StoredTensor> tensors;
    private final Map<String, Object> values;
    private long nodesLeft;
    private long namesLeft;

    /**
     * @param tensors filled by {@link #add}
     * @param values filled likewise
     * @param bytes of the pickle, which bound the size of the tree
     */
    PickleTree(Map<String, StoredTensor> tensors, Map<String, Object> values, int bytes) {
        this.tensors = tensors;
        this.values = values;
        // Every value takes at least one byte, and few values are named twice.
        this.nodesLeft = 2L * bytes + SMALL;
        this.namesLeft = Math.min(MAX_NAMES, (long) NAMES * bytes + SMALL);
    }

    void add(Object root) throws BadPickle {
        add("", root, 0);
    }

    private void add(String path, Object node, int depth) throws BadPickle {
        // A container may contain itself, or another one many times over.
        if (depth > MAX_DEPTH) {
            throw new BadPickle("its containers are nested without end");
        }
        namesLeft -= path.length();
        if (--nodesLeft < 0 || namesLeft < 0) {
            throw new BadPickle("it unfolds to more than a file of its size can tell");
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
            boolean data = list.size() > LONG_LIST && list.stream().allMatch(PickleTree::plain);
            for (int i = 0; i < (data ? LONG_LIST : list.size()); i++) {
                add(join(path, Integer.toString(i)), list.get(i), depth + 1);
            }
        } else if (plain(node)) {
            values.put(path, node);
        }
    }

    private static boolean plain(Object node) {
        return node instanceof String || node instanceof Number || node instanceof Boolean;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
