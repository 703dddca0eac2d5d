package org.speechbench.tasks.ks;

import java.util.List;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/**
 * SUPERB's keyword spotting: which keyword, {@code _unknown_} or {@code _silence_}, from the mean over frames; accuracy.
 * The classes are the labels the corpus has; under preset {@code superb} those of column {@code superb_label} where there is
 * one, SUPERB's twelve for Speech Commands. Training draws every class as
 * often as any other. SUPERB draws dev likewise, so that its dev accuracy depends on the draw; here dev is scored as it is.
 */
public final class KsTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("KS", "Keyword spotting", "content", AccuracyScorer.ACCURACY, 2, "label");

    /** Ten keywords, {@code _unknown_} and {@code _silence_}; {@code prepare} writes it for Speech Commands. */
    private static final String SUPERB_LABELS = "superb_label";

    public KsTask() {
        super("ks", CARD);
    }

    /** SUPERB's classes under its preset, where the manifest has them. */
    @Override
    public List<String> labelColumns(Preset preset) {
        return preset == Preset.SUPERB ? List.of(SUPERB_LABELS, CARD.labels()) : List.of(CARD.labels());
    }
}
