package org.speechbench.tasks.pr;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.text.PhoneEncoder;

/** SUPERB's phoneme recognition: phones with stress by CTC from two linear layers, greedy decoding, phone error rate. */
public final class PrTask extends PresetTask {
    private static final String COLUMN = "phones";

    private static final TaskCard CARD = new TaskCard(
            "Phoneme recognition",
            "content",
            ErrorRateScorer.PER,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task PR",
            1,
            COLUMN);

    /** SUPERB's: Linear, Linear, no non-linearity. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
            "linear_ctc",
            Map.of("hidden", 256.0),
            "ctc",
            100_000,
            32,
            1_000,
            List.of(1e-2, 1e-1, 1e-3, 1e-4, 1e-5),
            1.0,
            false);

    /**
     * SUPERB's head. On AN4 600 steps take a CPU core about 20 seconds and part trained from random features by 8 points
     * of PER. 3e-3 was best on dev in 7 of 11 grids and 1e-2 in 3; 1e-3 is slow for 600 steps.
     */
    private static final Recipe QUICK = new Recipe(
            "linear_ctc", Map.of("hidden", 256.0), "ctc", 600, 16, 100, List.of(3e-3, 1e-2, 1e-3), 1.0, false);

    private final PhoneEncoder phones = new PhoneEncoder(COLUMN);

    public PrTask() {
        super("pr", CARD, SUPERB, QUICK);
    }

    @Override
    public List<String> symbols() {
        return phones.names();
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return phones;
    }

    @Override
    public Scorer scorer() {
        return new ErrorRateScorer(ErrorRateScorer.PER);
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return phones.phones(utterance);
    }
}
