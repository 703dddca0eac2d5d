package org.speechbench.tasks.sf;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.SlotTypeScorer;
import org.speechbench.tasks.metric.SlotValueScorer;
import org.speechbench.tasks.text.SlotEncoder;

/**
 * SUPERB's slot filling: characters and marks of slots by CTC, scored by F1 of slot types and in addition by the
 * character error rate of slot values. The best F1 on dev is kept.
 */
public final class SfTask extends PresetTask {
    private static final String COLUMN = "slots";

    private static final TaskCard CARD =
            TaskCard.ofSuperb("SF", "Slot filling", "semantics", SlotTypeScorer.SLOT_TYPE_F1, 2, COLUMN);

    public SfTask() {
        super("sf", CARD);
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return SlotEncoder.of(corpus, COLUMN);
    }

    @Override
    public Scorer scorer() {
        return new SlotTypeScorer();
    }

    @Override
    public List<Scorer> secondary() {
        return List.of(new SlotValueScorer());
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return SlotEncoder.tokens(utterance.label(COLUMN));
    }
}
