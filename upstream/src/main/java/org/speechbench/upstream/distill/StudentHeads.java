package org.speechbench.upstream.distill;

import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.model.StatePredictor;

/** The capability of an upstream that has heads of its own with which it predicts the states of a teacher. */
public interface StudentHeads {
    /**
     * The heads of a student.
     *
     * @param student the network that is trained
     * @param matching what they predict
     * @param width D of the states of the teacher
     * @throws org.speechbench.core.UserError if these heads predict from other layers than the matching names
     */
    StatePredictor heads(UpstreamSpec student, LayerMatching matching, int width);
}
