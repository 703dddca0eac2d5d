package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.engine.Fragment;

/**
 * Additive-margin softmax (Wang et al., Additive margin softmax for face verification, 2018; SUPERB asv): the head gives
 * cosines; 0.4 is taken from that of the right class, and 30 times all of them are the logits of a cross-entropy. The answer
 * is an embedding, and that to a trial the cosine of two.
 */
public final class AmSoftmaxObjective implements HeadObjective {
    @Override
    public String name() {
        return "am_softmax";
    }

    @Override
    public List<Fragment> fragments(List<Integer> groups) {
        return List.of(
                Fragment.of(AmSoftmaxObjective.class, "classes.py").constant("GROUPS", groups),
                Fragment.of(AmSoftmaxObjective.class, "am_margin.py"));
    }

    @Override
    public AnswerReader answers() {
        return AnswerReader.trials();
    }
}
