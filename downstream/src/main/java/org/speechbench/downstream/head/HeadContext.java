package org.speechbench.downstream.head;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.speechbench.core.UserError;

/**
 * The features and classes that a head is built for, and its parameters.
 *
 * @param dim D of the features
 * @param classes C, including the blank if there is one
 * @param frameRate frames a second of the features
 * @param parameters of the recipe, by name
 */
public record HeadContext(int dim, int classes, double frameRate, Map<String, Double> parameters) {
    public HeadContext {
        parameters = Map.copyOf(parameters);
        if (dim < 1 || classes < 1 || !(frameRate > 0)) {
            throw new IllegalArgumentException(
                    "dim " + dim + ", classes " + classes + " and frame rate " + frameRate + " must be positive");
        }
    }

    /**
     * Refuses parameters that the head does not have.
     *
     * @throws UserError naming the unknown ones
     */
    public void allow(String head, Set<String> known) {
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UserError(
                    "Head " + head + " has no parameter " + unknown + ".", "Use some of " + new TreeSet<>(known) + ".");
        }
    }

    /**
     * A parameter that is a whole number of at least 1.
     *
     * @throws UserError if its value is anything else
     */
    public int count(String name, int otherwise) {
        double value = parameters.getOrDefault(name, (double) otherwise);
        if (value != Math.rint(value) || value < 1 || value > 1 << 20) {
            throw new UserError(
                    "Head parameter " + name + " is " + value + ", wanted a whole number of at least 1.",
                    "Correct the recipe.");
        }
        return (int) value;
    }

    /**
     * A parameter that is a number in a range.
     *
     * @throws UserError if its value is outside the range
     */
    public double number(String name, double otherwise, double least, double most) {
        double value = parameters.getOrDefault(name, otherwise);
        if (!(value >= least && value <= most)) {
            throw new UserError(
                    "Head parameter " + name + " is " + value + ", wanted " + least + " to " + most + ".",
                    "Correct the recipe.");
        }
        return value;
    }
}
