package org.speechbench.tasks;

import java.util.List;

/**
 * One train, dev and test cut.
 *
 * @param name {@code all} where there is one fold only
 * @param train names of the splits trained on
 * @param dev names of the splits that choose step and learning rate
 * @param tests splits scored once, each on its own row, the main one first
 */
public record Fold(String name, List<String> train, List<String> dev, List<String> tests) {
    public Fold {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        tests = List.copyOf(tests);
    }
}
