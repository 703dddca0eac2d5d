package org.speechbench.tasks.pr;

import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.TranscriptionTask;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.text.PhoneEncoder;

/**
 * SUPERB's phoneme recognition: phones with stress by CTC from two linear layers with greedy decoding, scored by phone
 * error rate.
 */
public final class PrTask extends TranscriptionTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("PR", "Phoneme recognition", "content", ErrorRateScorer.PER, 1, "phones");

    public PrTask() {
        this(new PhoneEncoder(CARD.labels()));
    }

    private PrTask(PhoneEncoder phones) {
        super("pr", CARD, phones, phones::phones);
    }
}
