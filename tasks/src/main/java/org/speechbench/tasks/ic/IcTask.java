package org.speechbench.tasks.ic;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.text.GroupEncoder;

/**
 * SUPERB's intent classification: action, object and location of a spoken command are classified from the mean over
 * frames. The loss is the sum over the three. The score is the accuracy, where an utterance is correct if all three
 * are.
 */
public final class IcTask extends PresetTask {
    private static final List<String> COLUMNS = List.of("action", "object", "location");

    private static final TaskCard CARD =
            TaskCard.ofSuperb("IC", "Intent classification", "semantics", AccuracyScorer.ACCURACY, 1, COLUMNS.get(0));

    public IcTask() {
        super("ic", CARD);
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return GroupEncoder.of(corpus, COLUMNS);
    }

    @Override
    public Scorer scorer() {
        return new AccuracyScorer();
    }

    /** The reference, which is empty if any of the three is. */
    @Override
    public List<String> reference(Utterance utterance) {
        List<String> labels =
                COLUMNS.stream().map(c -> utterance.label(c).strip()).toList();
        return labels.contains("") ? List.of() : labels;
    }
}
