package org.speechbench.tasks.asr;

import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.TranscriptionTask;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.text.CharacterEncoder;

/** SUPERB's ASR: characters by CTC and greedy decoding without a language model, scored by word error rate. */
public final class AsrTask extends TranscriptionTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("ASR", "Automatic speech recognition", "content", ErrorRateScorer.WER, 2, "transcript");

    public AsrTask() {
        this(new CharacterEncoder(CARD.labels()));
    }

    private AsrTask(CharacterEncoder characters) {
        super("asr", CARD, characters, characters::words);
    }
}
