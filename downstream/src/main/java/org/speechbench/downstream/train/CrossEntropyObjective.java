package org.speechbench.downstream.train;

import java.util.List;
import org.speechbench.core.TextLines;

/**
 * Softmax cross-entropy with one class of each group, the sum over groups, mean over the batch. The answer is the best class
 * of each group.
 */
public final class CrossEntropyObjective implements HeadObjective {
    @Override
    public String name() {
        return "cross_entropy";
    }

    @Override
    public String script(List<Integer> groups) {
        return TextLines.resource(CrossEntropyObjective.class, "classes.py")
                        .replace("$GROUPS$", groups.toString())
                + TextLines.resource(CrossEntropyObjective.class, "no_margin.py");
    }

    @Override
    public AnswerReader answers() {
        return AnswerReader.labels(false);
    }
}
