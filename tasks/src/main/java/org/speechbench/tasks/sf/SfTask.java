package org.speechbench.tasks.sf;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.SlotTypeScorer;
import org.speechbench.tasks.metric.SlotValueScorer;
import org.speechbench.tasks.text.SlotEncoder;

/**
 * SUPERB's slot filling: characters and marks of slots by CTC; F1 of slot types, and character error rate of slot values
 * beside it. The best F1 on dev is kept.
 */
public final class SfTask extends PresetTask {
    private static final String COLUMN = "slots";

    private static final TaskCard CARD = new TaskCard(
            "Slot filling",
            "semantics",
            SlotTypeScorer.SLOT_TYPE_F1,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task SF",
            2,
            COLUMN);

    /** SUPERB's: the head of ASR. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
            "bilstm_ctc",
            Map.of("projection", 1024.0, "hidden", 1024.0, "layers", 2.0, "dropout", 0.2, "stack_above_hz", 0.0),
            "ctc",
            200_000,
            32,
            2_000,
            List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
            1.0,
            true);

    /** The small head of ASR. */
    private static final Recipe QUICK = new Recipe(
            "bilstm_ctc",
            Map.of("projection", 128.0, "hidden", 128.0, "layers", 1.0, "dropout", 0.0, "stack_above_hz", 50.0),
            "ctc",
            1_000,
            16,
            100,
            List.of(3e-3, 1e-3, 1e-2),
            1.0,
            false);

    public SfTask() {
        super("sf", CARD, SUPERB, QUICK);
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
    public List<Scorer> further() {
        return List.of(new SlotValueScorer());
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return SlotEncoder.tokens(utterance.label(COLUMN));
    }
}
