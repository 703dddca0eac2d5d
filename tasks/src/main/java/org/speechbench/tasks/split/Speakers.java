package org.speechbench.tasks.split;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** Checks that the speakers of different splits are disjoint, which protocols on unseen speakers require. */
public final class Speakers {
    private Speakers() {}

    /** @throws UserError that names a speaker that is in two of the splits; unknown speakers are not compared */
    public static void disjoint(Corpus corpus, Collection<String> splits) {
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
                                + " for one; this task is about speakers that were never heard.",
                        "Split the corpus by speaker.");
            }
            seen.addAll(own);
        }
    }
}
