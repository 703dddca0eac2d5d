package org.speechbench.tasks.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The search through one utterance, frame by frame. Equal scores keep their order, which is that of the classes. */
final class PrefixSearch {
    private final int width;
    private final Alphabet alphabet;
    private final Language language;
    private List<Prefix> beam = List.of(Prefix.start());
    private List<Prefix> reached = new ArrayList<>();

    PrefixSearch(int width, Alphabet alphabet, Language language) {
        this.width = width;
        this.alphabet = alphabet;
        this.language = language;
    }

    void step(Frame frame) {
        for (Prefix prefix : beam) {
            stay(prefix, frame);
            addLetters(prefix, frame);
            endWord(prefix, frame);
        }
        reached.forEach(Prefix::advance);
        reached.sort(Comparator.comparingDouble(Prefix::score).reversed());
        int kept = Math.min(width, reached.size());
        reached.subList(kept, reached.size()).forEach(Prefix::drop);
        beam = new ArrayList<>(reached.subList(0, kept));
        reached = new ArrayList<>();
    }

    /** The sentences of the beam, best first. A word at the very end needs no separator after it. */
    List<Hypothesis> sentences() {
        Map<List<String>, Double> scores = new LinkedHashMap<>();
        for (Prefix prefix : beam) {
            double score = prefix.total() + prefix.bonusAtEnd(alphabet, language);
            scores.merge(prefix.sentence(alphabet), score, LogSum::of);
        }
        return scores.entrySet().stream()
                .map(e -> new Hypothesis(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                .toList();
    }

    /** Handles classes that add nothing: silence, a repeat, or a separator outside a word. */
    private void stay(Prefix prefix, Frame frame) {
        float[] logs = frame.logs();
        reachSilence(prefix, prefix.total() + frame.silence());
        if (prefix.isBetweenWords()) {
            reachSilence(prefix, prefix.total() + logs[alphabet.separator()]);
        } else {
            reachLetter(prefix, prefix.endingInLetter() + logs[prefix.lastLetter()]);
        }
    }

    private void addLetters(Prefix prefix, Frame frame) {
        for (int letter : frame.letters()) {
            double before = letter == prefix.lastLetter() ? prefix.endingInSilence() : prefix.total();
            double log = before + frame.logs()[letter];
            if (log != LogSum.NOTHING) {
                reachLetter(prefix.withLetter(letter, alphabet), log);
            }
        }
    }

    private void endWord(Prefix prefix, Frame frame) {
        double log = prefix.total() + frame.logs()[alphabet.separator()];
        if (!prefix.isBetweenWords() && frame.separates() && log != LogSum.NOTHING) {
            reachSilence(prefix.withWordEnd(alphabet, language), log);
        }
    }

    private void reachLetter(Prefix prefix, double log) {
        register(prefix, log);
        prefix.addNextLetter(log);
    }

    private void reachSilence(Prefix prefix, double log) {
        register(prefix, log);
        prefix.addNextSilence(log);
    }

    private void register(Prefix prefix, double log) {
        if (log != LogSum.NOTHING && !prefix.isReached()) {
            reached.add(prefix);
        }
    }
}
