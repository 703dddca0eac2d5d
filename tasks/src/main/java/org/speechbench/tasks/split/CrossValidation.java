package org.speechbench.tasks.split;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;

/**
 * K folds from splits {@code fold1} to {@code foldK}: test is fold k, dev is fold k mod K + 1, and train is the rest.
 * SUPERB instead takes dev at random from the training folds, so that its speakers occur in training; here dev speakers
 * are unseen if folds are divided by speaker. Splits with other names are ignored.
 */
public final class CrossValidation {
    private static final int FEWEST = 3;

    private CrossValidation() {}

    /**
     * @param reference the reference of an utterance, as the task reads it
     * @throws UserError if there are fewer than three folds, they are not numbered from 1 without gaps, or an utterance
     *     in them has an empty reference
     */
    public static List<Fold> folds(Corpus corpus, Function<Utterance, List<String>> reference) {
        Set<String> splits = corpus.splits();
        int count = (int) splits.stream().filter(s -> s.matches("fold\\d+")).count();
        List<String> names =
                IntStream.rangeClosed(1, count).mapToObj(k -> "fold" + k).toList();
        if (count < FEWEST || !splits.containsAll(names)) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has the splits " + splits
                            + ", but this task needs fold1 to foldK with K at least " + FEWEST + ".",
                    "Name the splits of the manifest fold1, fold2 and so on, cut by speaker.");
        }
        List<Fold> folds =
                IntStream.range(0, count).mapToObj(k -> fold(names, k)).toList();
        folds.forEach(fold -> SplitChecks.labelled(corpus, fold, reference));
        return folds;
    }

    private static Fold fold(List<String> names, int k) {
        String test = names.get(k);
        String dev = names.get((k + 1) % names.size());
        List<String> train =
                names.stream().filter(n -> !n.equals(test) && !n.equals(dev)).toList();
        return new Fold(test, train, List.of(dev), List.of(test));
    }
}
