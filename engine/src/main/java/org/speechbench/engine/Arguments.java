package org.speechbench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/** Arguments of a script's method, in order. */
public final class Arguments {
    private final List<NDArray> arrays = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** Arguments that start with these tensors. */
    public static Arguments of(NDArray... tensors) {
        Arguments a = new Arguments();
        for (NDArray t : tensors) {
            a.add(t);
        }
        return a;
    }

    public Arguments add(NDArray tensor) {
        arrays.add(tensor);
        names.add("");
        return this;
    }

    /**
     * Adds a list of tensors as one argument.
     *
     * @throws IllegalArgumentException if it is empty: the engine's bridge cannot pass an empty list
     */
    public Arguments add(List<NDArray> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("a script cannot be given an empty list");
        }
        String name = "list" + names.size() + "[]";
        for (NDArray t : list) {
            arrays.add(t);
            names.add(name);
        }
        return this;
    }

    /** The arrays in order; lists are recognised by the names of their arrays. */
    NDList named() {
        NDList list = new NDList(arrays.size() + 1);
        for (int i = 0; i < arrays.size(); i++) {
            arrays.get(i).setName(names.get(i).isEmpty() ? null : names.get(i));
            list.add(arrays.get(i));
        }
        return list;
    }

    void unname() {
        arrays.forEach(a -> a.setName(null));
    }
}
