package org.speechbench.tasks.asr;

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
import org.speechbench.tasks.text.CharacterEncoder;

/** SUPERB's ASR: characters by CTC, greedy decoding without a language model, word error rate. */
public final class AsrTask extends PresetTask {
    private static final String COLUMN = "transcript";

    private static final TaskCard CARD = new TaskCard(
            "Automatic speech recognition",
            "content",
            ErrorRateScorer.WER,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task ASR",
            2,
            COLUMN);

    /**
     * SUPERB's: two BiLSTM layers of 1024 cells a direction, no frame stacking. First rate: the shipped default. The file says
     * 32 utterances a batch, but every batch whose longest one has more than 2000 units is cut in two, and the unit is a
     * sample: so all are, and 16 is what was trained with (s3prl, {@code downstream/asr/dataset.py}; {@code
     * problem/asr/superb_asr.py} says so).
     */
    private static final Recipe SUPERB = new Recipe(
            "bilstm_ctc",
            Map.of("projection", 1024.0, "hidden", 1024.0, "layers", 2.0, "dropout", 0.2, "stack_above_hz", 0.0),
            "ctc",
            200_000,
            16,
            2_000,
            List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
            1.0,
            true);

    /**
     * One layer of 128 cells, since SUPERB's head takes 3 to 12 seconds a step on a small CPU; frames above 50 Hz are
     * stacked, since a recurrent network costs by the frame. Steps, batch and rates are those found for phones; 600
     * steps of 16 are 12 passes over AN4, so neither dropout nor SpecAugment.
     */
    private static final Recipe QUICK = new Recipe(
            "bilstm_ctc",
            Map.of("projection", 128.0, "hidden", 128.0, "layers", 1.0, "dropout", 0.0, "stack_above_hz", 50.0),
            "ctc",
            600,
            16,
            100,
            List.of(3e-3, 1e-3, 1e-2),
            1.0,
            false);

    private final CharacterEncoder characters = new CharacterEncoder(COLUMN);

    public AsrTask() {
        super("asr", CARD, SUPERB, QUICK);
    }

    @Override
    public List<String> symbols() {
        return characters.names();
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return characters;
    }

    @Override
    public Scorer scorer() {
        return new ErrorRateScorer(ErrorRateScorer.WER);
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return characters.words(utterance);
    }
}
