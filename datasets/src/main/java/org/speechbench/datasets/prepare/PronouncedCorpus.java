package org.speechbench.datasets.prepare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Lexicon;
import org.speechbench.datasets.corpus.Utterance;

/**
 * A corpus whose utterances have the phones of their words in the column {@code phones}, as in SUPERB's phoneme
 * recognition: the first pronunciation of every word, with stress, and nothing between words.
 *
 * @param corpus the corpus; utterances without a transcript, or with a word that is in no lexicon, have no phones
 * @param missing words that are in no lexicon, with the number of utterances in which each occurs
 * @param without number of utterances that have no phones for that reason
 */
record PronouncedCorpus(Corpus corpus, SortedMap<String, Integer> missing, int without) {
    private static final String TRANSCRIPT = "transcript";
    static final String PHONES = "phones";

    PronouncedCorpus {
        missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    }

    /** The unchanged corpus, if there are no lexicons. */
    static PronouncedCorpus without(Corpus corpus) {
        return new PronouncedCorpus(corpus, new TreeMap<>(), 0);
    }

    /** @throws UserError if a lexicon cannot be read, or no utterance has a transcript */
    static PronouncedCorpus of(Corpus corpus, List<Path> lexicons, Set<String> inventory) {
        if (corpus.utterances().stream().noneMatch(u -> u.labels().containsKey(TRANSCRIPT))) {
            throw new UserError(
                    corpus.name() + " has no transcripts, so there is nothing to look up in a lexicon.",
                    "Leave --lexicon out.");
        }
        Lexicon lexicon = Lexicon.read(lexicons, inventory);
        SortedMap<String, Integer> missing = new TreeMap<>();
        List<Utterance> utterances = new ArrayList<>();
        int without = 0;
        for (Utterance u : corpus.utterances()) {
            Set<String> unknown = new LinkedHashSet<>();
            String phones = phones(u.labels().getOrDefault(TRANSCRIPT, ""), lexicon, unknown);
            unknown.forEach(word -> missing.merge(word, 1, Integer::sum));
            without += unknown.isEmpty() ? 0 : 1;
            Map<String, String> labels = new HashMap<>(u.labels());
            labels.put(PHONES, unknown.isEmpty() ? phones : "");
            utterances.add(u.withLabels(labels));
        }
        return new PronouncedCorpus(Corpus.of(corpus.name(), utterances), missing, without);
    }

    private static String phones(String transcript, Lexicon lexicon, Set<String> unknown) {
        List<String> phones = new ArrayList<>();
        for (String word : transcript.strip().split("\\s+")) {
            Optional<List<String>> own = lexicon.pronunciation(word);
            if (own.isPresent()) {
                phones.addAll(own.get());
            } else if (!word.isEmpty()) {
                unknown.add(word);
            }
        }
        return String.join(" ", phones);
    }
}
