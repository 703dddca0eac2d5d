package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.engine.Fragment;

/**
 * Connectionist temporal classification (Graves et al., ICML 2006) on log-softmax with blank 0. The loss of each
 * utterance is divided by the length of its target and averaged over the batch; it is 0 for an utterance whose target
 * does not fit its frames. The answer is the best class of each frame.
 */
public final class CtcObjective implements HeadObjective {
    @Override
    public String name() {
        return "ctc";
    }

    @Override
    public List<Fragment> fragments(List<Integer> groups) {
        return List.of(Fragment.of(CtcObjective.class, "ctc.py"));
    }

    @Override
    public TargetKind targets() {
        return TargetKind.SYMBOLS;
    }

    @Override
    public AnswerReader answers() {
        return new LabelReader(true);
    }

    /** A target needs one frame for each label and one between equal labels. */
    @Override
    public boolean feasible(int[] target, int frames) {
        int needed = target.length;
        for (int i = 1; i < target.length; i++) {
            needed += target[i] == target[i - 1] ? 1 : 0;
        }
        return needed <= frames;
    }
}
