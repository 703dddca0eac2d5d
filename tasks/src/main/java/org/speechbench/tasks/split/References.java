package org.speechbench.tasks.split;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;

/** Checks labels before anything is trained on them. */
final class References {
    private References() {}

    /** @throws UserError that names the first utterance of the fold that has an empty reference */
    static void check(Corpus corpus, Fold fold, Function<Utterance, List<String>> reference) {
        Set<String> used = new HashSet<>(fold.train());
        used.addAll(fold.dev());
        used.addAll(fold.tests());
        for (Utterance utterance : corpus.utterances()) {
            if (used.contains(utterance.split()) && reference.apply(utterance).isEmpty()) {
                throw new UserError(
                        "Utterance " + utterance.id() + " in split '" + utterance.split() + "' of corpus "
                                + corpus.name() + " has an empty label; scores are defined over labelled speech only.",
                        "Label it, or leave it out of the manifest.");
            }
        }
    }
}
