package org.speechbench.datasets.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.core.Digests;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;

/**
 * What is taken from {@code train} for dev and test, in a corpus that has no such splits, or none for a task. It depends on the
 * names of speakers or utterances only, in the order of their SHA-256, and so is the same in every experiment, whatever
 * its seed is.
 *
 * @param by whether whole speakers are taken, or some utterances of each speaker
 * @param dev the share that is taken for dev; with 0 the corpus keeps its own dev
 * @param test the share that is taken for test; with 0 the corpus keeps its own tests
 */
public record Division(By by, double dev, double test) {
    /** What is taken. */
    public enum By {
        /** Speakers, all of whose utterances are then in one split: for tasks about speech of unseen speakers. */
        SPEAKER,
        /** Utterances of every speaker, so that each is in all splits: for the identification of speakers. */
        UTTERANCE
    }

    /** @throws UserError if nothing is left, or utterances are to be taken but none are */
    public Division {
        Range.atLeast("divide.dev", dev, 0);
        Range.atLeast("divide.test", test, 0);
        if (dev + test >= 1 || (by == By.UTTERANCE && dev + test == 0)) {
            throw new UserError(
                    "divide takes the shares " + dev + " for dev and " + test
                            + " for test, wanted a sum between 0 and 1.",
                    "Correct them, for example to { by: speaker, dev: 0.1, test: 0.1 }.");
        }
    }

    /** Nothing is taken. */
    public static Division none() {
        return new Division(By.SPEAKER, 0, 0);
    }

    /** @param corpus its name, for messages */
    List<Utterance> of(String corpus, List<Utterance> utterances) {
        if (equals(none())) {
            return utterances;
        }
        List<Utterance> whole =
                utterances.stream().filter(u -> u.split().equals(Splits.TRAIN)).toList();
        if (whole.isEmpty()) {
            List<String> splits = utterances.stream()
                    .map(Utterance::split)
                    .distinct()
                    .sorted()
                    .toList();
            throw new UserError(
                    "Corpus " + corpus + " has no split 'train' to divide, only " + splits + ".",
                    "Name splits to divide, for example train: " + splits + ".");
        }
        Map<String, String> drawn = by == By.SPEAKER ? speakers(corpus, whole) : utterances(corpus, whole);
        List<Utterance> all = new ArrayList<>();
        for (Utterance utterance : utterances) {
            String split = utterance.split();
            if (split.equals(Splits.TRAIN)) {
                String name = by == By.SPEAKER ? utterance.speaker() : utterance.id();
                all.add(utterance.withSplit(drawn.getOrDefault(name, Splits.TRAIN)));
            } else if (!(dev > 0 && split.startsWith(Splits.DEV)) && !(test > 0 && split.startsWith(Splits.TEST))) {
                all.add(utterance);
            }
        }
        return all;
    }

    private Map<String, String> speakers(String corpus, List<Utterance> whole) {
        List<String> names = whole.stream().map(Utterance::speaker).distinct().toList();
        if (names.contains("")) {
            throw new UserError(
                    "Corpus " + corpus + " cannot be divided by speaker: some utterances have none.",
                    "Fill in the column 'speaker' of its manifest, or divide by utterance.");
        }
        Map<String, String> drawn = drawn(names);
        if (drawn.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus + " has " + names.size()
                            + " speakers in train, which are too few to take any for " + text() + ".",
                    "Divide by utterance, or use a corpus with more speakers.");
        }
        return drawn;
    }

    /** A speaker with fewer utterances than there would be splits keeps them in train. */
    private Map<String, String> utterances(String corpus, List<Utterance> whole) {
        Map<String, String> drawn = new HashMap<>();
        whole.stream()
                .collect(Collectors.groupingBy(Utterance::speaker))
                .values()
                .forEach(own ->
                        drawn.putAll(drawn(own.stream().map(Utterance::id).toList())));
        if (drawn.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus + " has no speaker in train with enough utterances to take any for " + text()
                            + ".",
                    "Divide by speaker, or use a corpus with more utterances of a speaker.");
        }
        return drawn;
    }

    /** The split of every name that is taken, at least one for each share; empty if none would be left. */
    private Map<String, String> drawn(Collection<String> names) {
        int tests = count(test, names.size());
        int devs = count(dev, names.size());
        Map<String, String> drawn = new HashMap<>();
        if (tests + devs >= names.size()) {
            return drawn;
        }
        List<String> ordered = names.stream()
                .sorted(Comparator.comparing((String name) -> Digests.sha256(name))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        ordered.subList(0, tests).forEach(name -> drawn.put(name, Splits.TEST));
        ordered.subList(tests, tests + devs).forEach(name -> drawn.put(name, Splits.DEV));
        return drawn;
    }

    private static int count(double share, int of) {
        return share == 0 ? 0 : Math.max(1, (int) Math.round(share * of));
    }

    /** The shares in a few words, for example {@code dev=0.1,test=0.2 by speaker}; empty if nothing is taken. */
    String text() {
        String shares = Stream.of(share(Splits.DEV, dev), share(Splits.TEST, test))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(","));
        return shares.isEmpty() ? "" : shares + " by " + by.name().toLowerCase(Locale.ROOT);
    }

    private static String share(String role, double share) {
        return share == 0 ? "" : role + "=" + share;
    }
}
