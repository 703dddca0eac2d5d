package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * Transcripts with slots, {@code BOOK B-city ROME E-city}, as in SUPERB's slot filling (s3prl, {@code downstream/ctc}
 * and {@code problem/asr/superb_sf.py}): 31 characters, which are blank, end of sentence, unknown, a separator, the
 * letters and the apostrophe, and a beginning and an end of every slot in the corpus. A separator is placed between
 * words, outside the marks; end of sentence follows the last word. Case is folded, letters with accents are
 * transliterated, words that consist only of punctuation are dropped; every other symbol is unknown, in training and
 * test alike.
 */
public final class SlotEncoder implements TargetEncoder {
    private static final String BLANK = "<pad>";
    private static final String END = "<eos>";
    private static final String SEPARATOR = "|";

    private final String column;
    private final Symbols symbols;

    private SlotEncoder(String column, Set<String> slots) {
        this.column = column;
        Set<String> special = new LinkedHashSet<>(List.of(BLANK, END, SlotTokens.UNKNOWN, SEPARATOR));
        List<String> names = new ArrayList<>(special);
        names.addAll(SlotTokens.letters());
        slots.forEach(slot -> names.addAll(List.of("B-" + slot, "E-" + slot)));
        symbols = new Symbols(names, special);
    }

    /** @param column the column of the manifest that contains the transcript with slots */
    public static SlotEncoder of(Corpus corpus, String column) {
        Set<String> slots = new TreeSet<>();
        for (Utterance u : corpus.utterances()) {
            SlotTokens.addSlots(tokens(u.label(column)), slots);
        }
        return new SlotEncoder(column, slots);
    }

    /** The words and marks as they are scored. */
    public static List<String> tokens(String text) {
        return SlotTokens.of(text);
    }

    @Override
    public int classes() {
        return symbols.size();
    }

    @Override
    public int[] encode(Utterance utterance) {
        SlotTokens.checkMarks(utterance, column, symbols);
        List<Integer> target = new ArrayList<>();
        boolean separate = false;
        for (String token : tokens(utterance.label(column))) {
            boolean mark = SlotTokens.isMark(token);
            if (separate && !(mark && !SlotTokens.begins(token))) {
                target.add(symbols.indexOf(SEPARATOR));
            }
            if (mark) {
                target.add(symbols.labelIndex(token, utterance));
            } else {
                SlotTokens.forEachLetter(token, letter -> target.add(symbols.indexOf(letter)));
            }
            separate = !(mark && SlotTokens.begins(token));
        }
        target.add(symbols.indexOf(END));
        return target.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * A mark is written as s3prl writes it, a beginning followed by a space and an end preceded by one: if the network
     * omits a separator, a word and a mark are joined.
     */
    @Override
    public List<String> decode(int[] path) {
        StringBuilder text = new StringBuilder();
        for (int symbol : Ctc.collapse(path)) {
            String name = symbols.name(symbol);
            if (SlotTokens.isMark(name)) {
                text.append(SlotTokens.begins(name) ? name + " " : " " + name);
            } else if (name.equals(SEPARATOR)) {
                text.append(' ');
            } else if (!name.equals(END)) {
                text.append(name);
            }
        }
        return Words.of(text.toString());
    }

    @Override
    public List<String> names() {
        return symbols.names();
    }
}
