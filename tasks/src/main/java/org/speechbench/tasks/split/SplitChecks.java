package org.speechbench.tasks.split;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;

/** Checks of splits before anything is trained on them. */
public final class SplitChecks {
    private SplitChecks() {}

    /**
     * Checks that the speakers of different splits are disjoint, which protocols on unseen speakers require.
     *
     * @throws UserError that names a speaker that is in two of the splits; unknown speakers are not compared
     */
    public static void disjointSpeakers(Corpus corpus, Collection<String> splits) {
        Set<String> seen = new TreeSet<>();
        for (String split : splits) {
            Set<String> own = corpus.split(split).stream()
                    .map(Utterance::speaker)
                    .filter(speaker -> !speaker.isEmpty())
                    .collect(Collectors.toSet());
            Set<String> twice = new TreeSet<>(own);
            twice.retainAll(seen);
            if (!twice.isEmpty()) {
                throw new UserError(
                        "Corpus " + corpus.name() + " has " + twice.size() + " speakers of split '" + split
                                + "' in another split as well, "
                                + twice.iterator().next()
                                + " for one; this task is about speakers that do not occur in training.",
                        "Split the corpus by speaker.");
            }
            seen.addAll(own);
        }
    }

    /** @throws UserError that names the first utterance of the fold that has an empty reference */
    static void labelled(Corpus corpus, Fold fold, Function<Utterance, List<String>> reference) {
        Set<String> used = new HashSet<>(fold.train());
        used.addAll(fold.dev());
        used.addAll(fold.tests());
        for (Utterance utterance : corpus.utterances()) {
            if (used.contains(utterance.split()) && reference.apply(utterance).isEmpty()) {
                throw new UserError(
                        "Utterance " + utterance.id() + " in split '" + utterance.split() + "' of corpus "
                                + corpus.name() + " has an empty label; scores are defined over labelled speech only.",
                        "Label it, leave it out of the manifest, or leave all such utterances out with --skip-bad.");
            }
        }
    }
}
