package org.speechbench.tasks.asv;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.Trial;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.EqualErrorRateScorer;
import org.speechbench.tasks.split.SplitChecks;
import org.speechbench.tasks.split.TrainDevTest;
import org.speechbench.tasks.text.ClassEncoder;

/**
 * SUPERB's automatic speaker verification: an embedding is trained with AM-softmax to distinguish the training
 * speakers; the cosine of two embeddings is the score of trials of other speakers, which are evaluated by equal error
 * rate. No speaker is in two splits. SUPERB has no dev set and reports the best of its checkpoints on the test trials;
 * here step and learning rate are chosen on trials of dev speakers. It crops waveforms to 8 s at random; here the
 * states of whole utterances are cropped, which are kept, and only under preset {@code superb}.
 */
public final class AsvTask extends PresetTask {
    private static final TaskCard CARD = TaskCard.ofSuperb(
            "ASV", "Automatic speaker verification", "speaker", EqualErrorRateScorer.EER, 1, "speaker");

    public AsvTask() {
        super("asv", CARD);
    }

    /** @throws org.speechbench.core.UserError if a speaker is in two splits */
    @Override
    public List<Fold> folds(Corpus corpus) {
        List<Fold> folds = TrainDevTest.fold(corpus, this::reference);
        Fold fold = folds.get(0);
        for (String test : fold.tests()) {
            List<String> splits = new ArrayList<>(fold.train());
            splits.addAll(fold.dev());
            splits.add(test);
            SplitChecks.disjointSpeakers(corpus, splits);
        }
        return folds;
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return ClassEncoder.ofSpeakers(corpus, folds(corpus).get(0).train());
    }

    @Override
    public List<Trial> trials(Corpus corpus) {
        Fold fold = folds(corpus).get(0);
        List<Trial> trials = new ArrayList<>();
        fold.dev().forEach(split -> trials.addAll(TrialDraw.from(corpus, split)));
        fold.tests().forEach(split -> trials.addAll(TrialDraw.from(corpus, split)));
        return trials;
    }

    @Override
    public Scorer scorer() {
        return new EqualErrorRateScorer();
    }

    @Override
    public List<String> reference(Utterance utterance) {
        return utterance.speaker().isEmpty() ? List.of() : List.of(utterance.speaker());
    }
}
