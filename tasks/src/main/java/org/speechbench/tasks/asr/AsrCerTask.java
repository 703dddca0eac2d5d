package org.speechbench.tasks.asr;

import java.util.List;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.TranscriptionTask;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.text.CharacterEncoder;

/**
 * ASR as {@link AsrTask} has it, chosen on dev and scored by character error rate, as ML-SUPERB does (Shi et al.,
 * Interspeech 2023), for languages that are written without spaces between words. The word error rate is reported beside
 * it.
 */
public final class AsrCerTask extends TranscriptionTask {
    private static final TaskCard CARD = new TaskCard(
            "Speech recognition by characters",
            "content",
            ErrorRateScorer.CER,
            "Task ASR of SUPERB with the metric of ML-SUPERB (Shi et al., Interspeech 2023, section 3)",
            1,
            "transcript");

    public AsrCerTask() {
        this(new CharacterEncoder(CARD.labels()));
    }

    private AsrCerTask(CharacterEncoder characters) {
        super("asr_cer", CARD, characters, characters::words);
    }

    @Override
    public Task withCharacters(List<String> characters) {
        return new AsrCerTask(new CharacterEncoder(CARD.labels(), characters));
    }

    @Override
    public List<Scorer> secondary() {
        return List.of(new ErrorRateScorer(ErrorRateScorer.WER));
    }
}
