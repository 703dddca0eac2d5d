package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.engine.Fragment;

/**
 * Softmax cross-entropy with one class per group, summed over groups and averaged over the batch. The answer is the
 * best class of each group.
 */
public final class CrossEntropyObjective implements HeadObjective {
    @Override
    public String name() {
        return "cross_entropy";
    }

    @Override
    public List<Fragment> fragments(List<Integer> groups) {
        return List.of(
                Fragment.of(CrossEntropyObjective.class, "classes.py").constant("GROUPS", groups),
                Fragment.of(CrossEntropyObjective.class, "no_margin.py"));
    }

    @Override
    public TargetKind targets() {
        return TargetKind.CLASSES;
    }

    @Override
    public AnswerReader answers() {
        return new LabelReader(false);
    }
}
