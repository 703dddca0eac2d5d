package org.speechbench.datasets.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/**
 * How the splits of a corpus become {@code train}, {@code dev} and {@code test}. A role without names has the splits of the
 * corpus whose names begin with the role; all others are left out. If nothing is stated, a corpus keeps its splits. What
 * is divided is {@code train}, or all splits whose names begin so if there is none of that name.
 *
 * @param train the splits of the corpus that together are {@code train}; empty if not stated
 * @param dev the splits that together are {@code dev}; empty if not stated
 * @param test the test sets; one is {@code test}, and several are {@code test-NAME} unless their names begin with
 *     {@code test}; empty if not stated
 * @param divide what is then taken from {@code train}; nothing for {@link Division#none}
 */
public record Splits(List<String> train, List<String> dev, List<String> test, Division divide) {
    /** The name of what is trained on. */
    public static final String TRAIN = "train";

    /** The name of that by which a training is judged while it goes on. */
    public static final String DEV = "dev";

    static final String TEST = "test";

    /** @throws UserError if a split has two roles, or dev or test are both named and drawn */
    public Splits {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
        Set<String> seen = new HashSet<>();
        Stream.of(train, dev, test).flatMap(List::stream).forEach(name -> {
            if (!seen.add(name)) {
                throw new UserError("the split '" + name + "' is named twice.", "Give each split one role.");
            }
        });
        requireOne(DEV, dev, divide.dev());
        requireOne(TEST, test, divide.test());
    }

    private static void requireOne(String role, List<String> named, double share) {
        if (!named.isEmpty() && share > 0) {
            throw new UserError(
                    role + " has the splits " + named + " and is also a share of " + share + " of train.",
                    "Leave out one of the two.");
        }
    }

    /** The splits of the corpus as they are. */
    public static Splits unchanged() {
        return new Splits(List.of(), List.of(), List.of(), Division.none());
    }

    /** Whether a corpus keeps its splits. */
    public boolean areUnchanged() {
        return equals(unchanged());
    }

    /**
     * The corpus with these splits, under a name that states them.
     *
     * @throws UserError if the corpus has no split of a name, or too few speakers or utterances to divide
     */
    public Corpus of(Corpus corpus) {
        if (areUnchanged()) {
            return corpus;
        }
        if (!divide.equals(Division.none())
                && train.isEmpty()
                && corpus.split(TRAIN).isEmpty()) {
            List<String> own = corpus.splits().stream()
                    .filter(split -> isOwn(train, split, TRAIN))
                    .toList();
            if (!own.isEmpty()) {
                return new Splits(own, dev, test, divide).of(corpus);
            }
        }
        return Corpus.of(corpus.name() + ":" + text(), divide.of(corpus.name(), renamed(corpus)));
    }

    private List<Utterance> renamed(Corpus corpus) {
        if (train.isEmpty() && dev.isEmpty() && test.isEmpty()) {
            return corpus.utterances();
        }
        Map<String, String> names = names(corpus);
        List<Utterance> utterances = new ArrayList<>();
        for (Utterance utterance : corpus.utterances()) {
            String name = names.get(utterance.split());
            if (name != null) {
                utterances.add(utterance.withSplit(name));
            }
        }
        return utterances;
    }

    /** The new name of every split that is kept. */
    private Map<String, String> names(Corpus corpus) {
        Map<String, String> names = new HashMap<>();
        train.forEach(split -> names.put(split, TRAIN));
        dev.forEach(split -> names.put(split, DEV));
        test.forEach(split -> names.put(split, ofTest(split)));
        for (String named : names.keySet()) {
            if (!corpus.splits().contains(named)) {
                throw NearNames.unknown(
                        "Corpus " + corpus.name() + " has no split '" + named + "'.", named, corpus.splits());
            }
        }
        for (String split : corpus.splits()) {
            boolean own = isOwn(train, split, TRAIN) || isOwn(dev, split, DEV) || isOwn(test, split, TEST);
            if (own) {
                names.putIfAbsent(split, split);
            }
        }
        return names;
    }

    private static boolean isOwn(List<String> named, String split, String role) {
        return named.isEmpty() && split.startsWith(role);
    }

    private String ofTest(String split) {
        if (split.startsWith(TEST)) {
            return split;
        }
        return test.size() == 1 ? TEST : TEST + "-" + split;
    }

    /** These splits in a few words, for example {@code train=train-clean-100+train-clean-360}. */
    public String text() {
        return Stream.of(text(TRAIN, train), text(DEV, dev), text(TEST, test), divide.text())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(","));
    }

    private static String text(String role, List<String> splits) {
        return splits.isEmpty() ? "" : role + "=" + String.join("+", splits);
    }
}
