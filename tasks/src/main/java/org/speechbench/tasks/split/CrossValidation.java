package org.speechbench.tasks.split;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
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
    private static final String PREFIX = "fold";
    private static final Pattern FOLD = Pattern.compile(PREFIX + "[1-9]\\d?");
    private static final String NEEDED = "fold1 to foldK with K at least " + FEWEST + " and no gap";

    private CrossValidation() {}

    /**
     * @param reference the reference of an utterance, as the task reads it
     * @throws UserError if there are fewer than three folds, they are not numbered from 1 without gaps, or an utterance
     *     in them has an empty reference
     */
    public static List<Fold> folds(Corpus corpus, Function<Utterance, List<String>> reference) {
        List<String> names = names(corpus);
        List<Fold> folds =
                IntStream.range(0, names.size()).mapToObj(k -> fold(names, k)).toList();
        folds.forEach(fold -> SplitChecks.labelled(corpus, fold, reference));
        return folds;
    }

    /** The names of the folds, of which none is missing. */
    private static List<String> names(Corpus corpus) {
        Set<String> splits = corpus.splits();
        List<String> found = splits.stream()
                .filter(split -> split.matches(PREFIX + "\\d+"))
                .sorted()
                .toList();
        if (found.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has the splits " + splits + ", but this task needs " + NEEDED + ".",
                    "Name the splits of the manifest fold1, fold2 and so on, cut by speaker.");
        }
        int last = found.stream()
                .filter(split -> FOLD.matcher(split).matches())
                .mapToInt(split -> Integer.parseInt(split.substring(PREFIX.length())))
                .max()
                .orElse(0);
        List<String> names = IntStream.rangeClosed(1, Math.max(last, FEWEST))
                .mapToObj(k -> PREFIX + k)
                .toList();
        List<String> missing =
                names.stream().filter(name -> !splits.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has no " + String.join(", ", missing) + ", only the splits " + splits
                            + "; this task needs " + NEEDED + ".",
                    "Get the recordings of " + String.join(", ", missing)
                            + " and prepare the corpus again, or give the splits of the manifest the numbers 1 to K.");
        }
        List<String> others =
                found.stream().filter(split -> !names.contains(split)).toList();
        if (!others.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has " + String.join(", ", others) + " beside fold1 to fold" + last
                            + ", of the splits " + splits + "; this task needs " + NEEDED + ".",
                    "Give the splits of the manifest the numbers 1 to K.");
        }
        return names;
    }

    private static Fold fold(List<String> names, int k) {
        String test = names.get(k);
        String dev = names.get((k + 1) % names.size());
        List<String> train =
                names.stream().filter(n -> !n.equals(test) && !n.equals(dev)).toList();
        return new Fold(test, train, List.of(dev), List.of(test));
    }
}
