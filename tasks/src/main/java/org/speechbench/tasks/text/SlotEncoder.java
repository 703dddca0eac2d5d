package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.SlotText;
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

    private static final String UNKNOWN = "<unk>";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ'";
    private static final Pattern MARK = Pattern.compile("([BE])-(\\S+)");
    private static final Pattern LETTER = Pattern.compile(UNKNOWN + "|(?s:.)");

    private final String column;
    private final Symbols symbols;

    private SlotEncoder(String column, Set<String> slots) {
        this.column = column;
        Set<String> special = new LinkedHashSet<>(List.of(BLANK, END, UNKNOWN, SEPARATOR));
        List<String> names = new ArrayList<>(special);
        names.addAll(letters());
        slots.forEach(slot -> names.addAll(List.of("B-" + slot, "E-" + slot)));
        symbols = new Symbols(names, special);
    }

    /** @param column the column of the manifest that contains the transcript with slots */
    public static SlotEncoder of(Corpus corpus, String column) {
        Set<String> slots = new TreeSet<>();
        for (Utterance u : corpus.utterances()) {
            addSlots(tokens(u.label(column)), slots);
        }
        return new SlotEncoder(column, slots);
    }

    @Override
    public int[] encode(Utterance utterance) {
        checkMarks(utterance, column, symbols);
        List<Integer> target = new ArrayList<>();
        boolean separate = false;
        for (String token : tokens(utterance.label(column))) {
            boolean mark = isMark(token);
            if (separate && !(mark && !begins(token))) {
                target.add(symbols.indexOf(SEPARATOR));
            }
            if (mark) {
                target.add(symbols.labelIndex(token, utterance));
            } else {
                forEachLetter(token, letter -> target.add(symbols.indexOf(letter)));
            }
            separate = !(mark && begins(token));
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
            if (isMark(name)) {
                text.append(begins(name) ? name + " " : " " + name);
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

    /** Every letter of a word that has a class, in the order of the classes. */
    private static List<String> letters() {
        return List.of(LETTERS.split(""));
    }

    /**
     * The words and marks as they are scored: words in which a letter that the inventory lacks is {@code <unk>}, and the
     * marks {@code B-NAME} and {@code E-NAME} around the words of each slot. A token that looks like a mark but has no
     * counterpart in its text is a word, for example {@code E-MAIL}.
     */
    public static List<String> tokens(String text) {
        List<String> written = Words.of(text);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String token = written.get(i);
            if (isMark(token) && paired(written, i)) {
                tokens.add(token);
            } else {
                SlotText.words(token).forEach(word -> tokens.add(known(word)));
            }
        }
        return tokens;
    }

    private static boolean isMark(String token) {
        return MARK.matcher(token).matches();
    }

    /** The name of the slot that a mark begins or ends. */
    private static String slot(String mark) {
        return mark.substring(2);
    }

    private static boolean begins(String mark) {
        return mark.startsWith("B-");
    }

    /** Adds the names of a text's slots. */
    private static void addSlots(List<String> tokens, Set<String> names) {
        tokens.stream().filter(SlotEncoder::isMark).map(SlotEncoder::slot).forEach(names::add);
    }

    /** Passes on every letter of a word, with {@link #UNKNOWN} as one letter. */
    private static void forEachLetter(String word, Consumer<String> letter) {
        Matcher m = LETTER.matcher(word);
        while (m.find()) {
            letter.accept(m.group());
        }
    }

    /**
     * @throws UserError that names the utterance and the mark if a mark of a slot in the inventory has no counterpart
     */
    private static void checkMarks(Utterance utterance, String column, Symbols symbols) {
        List<String> written = Words.of(utterance.label(column));
        for (int i = 0; i < written.size(); i++) {
            String token = written.get(i);
            if (isMark(token) && symbols.names().contains(token) && !paired(written, i)) {
                String partner = partner(token);
                throw new UserError(
                        "Utterance " + utterance.id() + " has '" + token + "' in its label, but no '" + partner
                                + (begins(token) ? "' after it." : "' before it."),
                        "Write every slot as 'B-name words E-name'.");
            }
        }
    }

    private static boolean paired(List<String> tokens, int at) {
        String mark = tokens.get(at);
        List<String> where = begins(mark) ? tokens.subList(at + 1, tokens.size()) : tokens.subList(0, at);
        return where.contains(partner(mark));
    }

    private static String partner(String mark) {
        return (begins(mark) ? "E-" : "B-") + slot(mark);
    }

    private static String known(String word) {
        StringBuilder known = new StringBuilder();
        word.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> known.append(LETTERS.contains(letter) ? letter : UNKNOWN));
        return known.toString();
    }
}
