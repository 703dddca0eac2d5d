package org.speechbench.tasks.asr;

import java.util.List;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.TranscriptionTask;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.text.CharacterEncoder;

/**
 * SUPERB's ASR: characters by CTC and greedy decoding without a language model, scored by word error rate; with characters
 * of another alphabet also by character error rate.
 */
public final class AsrTask extends TranscriptionTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("ASR", "Automatic speech recognition", "content", ErrorRateScorer.WER, 2, "transcript");

    private final List<Scorer> secondary;

    public AsrTask() {
        this(new CharacterEncoder(CARD.labels()), List.of());
    }

    private AsrTask(CharacterEncoder characters, List<Scorer> secondary) {
        super("asr", CARD, characters, characters::words);
        this.secondary = secondary;
    }

    @Override
    public Task withCharacters(List<String> characters) {
        return new AsrTask(
                new CharacterEncoder(CARD.labels(), characters), List.of(new ErrorRateScorer(ErrorRateScorer.CER)));
    }

    @Override
    public List<Scorer> secondary() {
        return secondary;
    }
}
