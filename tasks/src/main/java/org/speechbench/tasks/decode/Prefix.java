package org.speechbench.tasks.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a sentence: whole words, then the letters of an unfinished word. Prefixes are nodes of a tree, so
 * that a prefix that is reached in several ways is one object.
 *
 * <p>The probability of all its alignments up to a frame is kept in two parts: those that end in its last letter, after
 * which the same letter is a repeat, and those that end in silence. Between words there is only the second part.
 */
final class Prefix {
    private static final int NO_LETTER = -1;

    private final @Nullable Prefix parent;
    /** The class that led here from the parent; {@link #NO_LETTER} at the start. */
    private final int symbol;

    private final boolean betweenWords;
    private final List<String> words;
    private final double bonus;
    private @Nullable Prefix @Nullable [] children;

    private double letter = LogSum.NOTHING;
    private double silence = LogSum.NOTHING;
    private double total = LogSum.NOTHING;
    private double nextLetter = LogSum.NOTHING;
    private double nextSilence = LogSum.NOTHING;

    private Prefix(@Nullable Prefix parent, int symbol, boolean betweenWords, List<String> words, double bonus) {
        this.parent = parent;
        this.symbol = symbol;
        this.betweenWords = betweenWords;
        this.words = words;
        this.bonus = bonus;
    }

    /** The empty prefix, before the first frame. */
    static Prefix start() {
        Prefix start = new Prefix(null, NO_LETTER, true, List.of(), 0);
        start.addNextSilence(0);
        start.advance();
        return start;
    }

    boolean isBetweenWords() {
        return betweenWords;
    }

    /** The class of the last letter; no letter if this is between words. */
    int lastLetter() {
        return betweenWords ? NO_LETTER : symbol;
    }

    /** The words, including the unfinished one. */
    List<String> sentence(Alphabet alphabet) {
        if (betweenWords) {
            return words;
        }
        List<String> all = new ArrayList<>(words);
        all.add(openWord(alphabet));
        return List.copyOf(all);
    }

    /** This prefix extended by one letter. */
    Prefix withLetter(int next, Alphabet alphabet) {
        Prefix known = child(next);
        return known != null ? known : adopt(new Prefix(this, next, false, words, bonus), alphabet);
    }

    /** This prefix with its last word finished; must not be called between words. */
    Prefix withWordEnd(Alphabet alphabet, Language language) {
        Prefix known = child(alphabet.separator());
        if (known != null) {
            return known;
        }
        double more = language.word(words, openWord(alphabet));
        return adopt(new Prefix(this, alphabet.separator(), true, sentence(alphabet), bonus + more), alphabet);
    }

    /** The contribution of all words to the score of the sentence if it ends here. */
    double bonusAtEnd(Alphabet alphabet, Language language) {
        double last = betweenWords ? 0 : language.word(words, openWord(alphabet));
        return bonus + last + language.end(sentence(alphabet));
    }

    /** The logarithm of the probability of all alignments so far. */
    double total() {
        return total;
    }

    /** The part of {@link #total} that ends in silence. */
    double endingInSilence() {
        return silence;
    }

    /** The part of {@link #total} that ends in the last letter. */
    double endingInLetter() {
        return letter;
    }

    /** The score by which prefixes are compared; words count when they are finished. */
    double score() {
        return total + bonus;
    }

    /** Whether an alignment of the next frame has been added. */
    boolean isReached() {
        return nextLetter != LogSum.NOTHING || nextSilence != LogSum.NOTHING;
    }

    void addNextLetter(double log) {
        nextLetter = LogSum.of(nextLetter, log);
    }

    void addNextSilence(double log) {
        nextSilence = LogSum.of(nextSilence, log);
    }

    /** Makes the next frame the current one. */
    void advance() {
        letter = nextLetter;
        silence = nextSilence;
        total = LogSum.of(letter, silence);
        nextLetter = LogSum.NOTHING;
        nextSilence = LogSum.NOTHING;
    }

    /**
     * Frees a prefix that is not followed. One that has ever had children stays, since they may still be alive, and so
     * does a prefix between words, since it is reached again in many frames and calls of the language model take time.
     */
    void drop() {
        if (children == null && !betweenWords && parent != null && parent.children != null) {
            parent.children[symbol] = null;
        }
    }

    private String openWord(Alphabet alphabet) {
        List<String> letters = new ArrayList<>();
        Prefix node = this;
        while (node != null && !node.betweenWords) {
            letters.add(0, alphabet.symbols().get(node.symbol));
            node = node.parent;
        }
        return String.join("", letters);
    }

    private @Nullable Prefix child(int next) {
        return children == null ? null : children[next];
    }

    private Prefix adopt(Prefix child, Alphabet alphabet) {
        if (children == null) {
            children = new Prefix[alphabet.size()];
        }
        children[child.symbol] = child;
        return child;
    }
}
