package org.speechbench.tasks.ks;

import java.util.List;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/**
 * SUPERB's keyword spotting: the keyword, {@code _unknown_} or {@code _silence_} is classified from the mean over
 * frames. The score is the accuracy. The classes are the labels of the corpus or, under preset {@code superb}, those in
 * column {@code superb_label} if it exists, which are SUPERB's twelve for Speech Commands. In training, every class is
 * drawn equally often. SUPERB also draws dev in this way, so that its dev accuracy depends on the draw; here dev is
 * scored unchanged.
 */
public final class KsTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("KS", "Keyword spotting", "content", AccuracyScorer.ACCURACY, 2, "label");

    /** Ten keywords, {@code _unknown_} and {@code _silence_}; {@code prepare} writes it for Speech Commands. */
    private static final String SUPERB_LABELS = "superb_label";

    public KsTask() {
        super("ks", CARD);
    }

    /** SUPERB's classes under its preset, if the manifest has them. */
    @Override
    public List<String> labelColumns(Preset preset) {
        return preset == Preset.SUPERB ? List.of(SUPERB_LABELS, CARD.labels()) : List.of(CARD.labels());
    }
}
