package org.speechbench.tasks.sid;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.ClassificationTask;
import org.speechbench.tasks.metric.AccuracyScorer;

/**
 * SUPERB's speaker identification: the speaker of an utterance is classified from the mean over frames, scored by
 * accuracy.
 */
public final class SidTask extends ClassificationTask {
    private static final TaskCard CARD =
            TaskCard.ofSuperb("SID", "Speaker identification", "speaker", AccuracyScorer.ACCURACY, 1, "label");

    public SidTask() {
        super("sid", CARD);
    }

    /**
     * One fold, as other tasks have it.
     *
     * @throws UserError if the labels are no names of speakers, such as emotions or words, or if no speaker of dev or
     *     of a test set occurs in training
     */
    @Override
    public List<Fold> folds(Corpus corpus) {
        List<Fold> folds = super.folds(corpus);
        requireSpeakers(corpus);
        folds.forEach(fold -> requireKnown(corpus, fold));
        return folds;
    }

    /** A label stands for one speaker and a speaker has one label; speakers that are unknown show nothing. */
    private void requireSpeakers(Corpus corpus) {
        Map<String, String> speakers = new HashMap<>();
        Map<String, String> labels = new HashMap<>();
        for (Utterance utterance : corpus.utterances()) {
            String speaker = utterance.speaker();
            String label = String.join("", reference(utterance));
            if (speaker.isEmpty() || label.isEmpty()) {
                continue;
            }
            requireSame(corpus, "label", label, "speakers", speakers.putIfAbsent(label, speaker), speaker);
            requireSame(corpus, "speaker", speaker, "labels", labels.putIfAbsent(speaker, label), label);
        }
    }

    private static void requireSame(
            Corpus corpus, String of, String name, String what, @Nullable String before, String now) {
        if (before != null && !before.equals(now)) {
            throw new UserError(
                    "Labels of corpus " + corpus.name() + " are no names of speakers: the " + of + " '" + name
                            + "' has the " + what + " '" + before + "' and '" + now + "'.",
                    "Read the speakers instead: label: speaker.");
        }
    }

    private void requireKnown(Corpus corpus, Fold fold) {
        Set<String> known = new HashSet<>();
        fold.train().forEach(split -> corpus.split(split).forEach(u -> known.addAll(reference(u))));
        Stream.concat(fold.dev().stream(), fold.tests().stream())
                .filter(split -> corpus.split(split).stream()
                        .flatMap(u -> reference(u).stream())
                        .noneMatch(known::contains))
                .findFirst()
                .ifPresent(split -> {
                    throw new UserError(
                            "No speaker of split '" + split + "' of corpus " + corpus.name()
                                    + " occurs in training, so that none can be identified.",
                            "Divide the utterances of each speaker: divide: { by: utterance, dev: 0.1, test: 0.2 }.");
                });
    }

    /**
     * The corpus prefix of a speaker, which precedes the hyphen; recording channels are easier to distinguish than
     * voices.
     */
    @Override
    public String part(Prediction prediction) {
        return prediction.speaker().replaceAll("-.*", "");
    }
}
