package org.speechbench.upstream.distill;

import java.util.List;

/**
 * Layers of a teacher and the layers of a student that predict them.
 *
 * @param teacher layers of the teacher, 0 for the input of its first layer
 * @param mean whether their mean is the only target; otherwise each of them is one
 * @param student for each target, the layer of the student that a head predicts it from
 * @param weights of the targets in the sum of their losses
 */
public record LayerMatching(List<Integer> teacher, boolean mean, List<Integer> student, List<Double> weights) {
    public LayerMatching {
        teacher = List.copyOf(teacher);
        student = List.copyOf(student);
        weights = List.copyOf(weights);
    }

    /** Number of targets. */
    public int targets() {
        return student.size();
    }
}
