package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.engine.Fragment;

/**
 * Additive-margin softmax (Wang et al., Additive margin softmax for face verification, 2018; SUPERB asv): the head
 * returns cosines. The margin 0.4 is subtracted from that of the right class, and all cosines times 30 are the logits
 * of a cross-entropy. The answer for an utterance is an embedding, and the answer for a trial is the cosine of two
 * embeddings.
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
    public TargetKind targets() {
        return TargetKind.PAIRED_CLASSES;
    }

    @Override
    public AnswerReader answers() {
        return new TrialReader();
    }
}
