package org.speechbench.tasks;

import java.util.List;

/**
 * One division of a corpus into train, dev and test splits.
 *
 * @param name the name, {@code all} if there is only one fold
 * @param train the names of the splits that are trained on
 * @param dev the names of the splits on which step and learning rate are chosen
 * @param tests the splits that are scored once, each in its own row, the main one first
 */
public record Fold(String name, List<String> train, List<String> dev, List<String> tests) {
    public Fold {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        tests = List.copyOf(tests);
    }
}
