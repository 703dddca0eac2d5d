package org.speechbench.downstream.head;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.speechbench.core.UserError;

/**
 * What a head is built for.
 *
 * @param dim D of the features
 * @param classes C, blank included where there is one
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
     * Refuses parameters that a head does not have.
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
     * A whole number of at least 1.
     *
     * @throws UserError if it is something else
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
     * A number in a range.
     *
     * @throws UserError if it lies outside
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
