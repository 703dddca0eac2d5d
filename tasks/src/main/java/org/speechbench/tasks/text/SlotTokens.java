package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.SlotText;
import org.speechbench.datasets.corpus.Utterance;

/**
 * A transcript with slots as used in training and scoring: words in which a letter that the inventory lacks is
 * {@code <unk>}, and the marks {@code B-NAME} and {@code E-NAME} around the words of each slot. A token that looks like
 * a mark but has no counterpart in its text is a word, for example {@code E-MAIL}.
 */
final class SlotTokens {
    static final String UNKNOWN = "<unk>";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ'";
    private static final Pattern MARK = Pattern.compile("([BE])-(\\S+)");
    private static final Pattern LETTER = Pattern.compile(UNKNOWN + "|(?s:.)");

    private SlotTokens() {}

    /** Every letter of a word that has a class, in the order of the classes. */
    static List<String> letters() {
        return List.of(LETTERS.split(""));
    }

    static List<String> of(String text) {
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

    static boolean isMark(String token) {
        return MARK.matcher(token).matches();
    }

    /** The name of the slot that a mark begins or ends. */
    static String slot(String mark) {
        return mark.substring(2);
    }

    static boolean begins(String mark) {
        return mark.startsWith("B-");
    }

    /** Adds the names of a text's slots. */
    static void addSlots(List<String> tokens, Set<String> names) {
        tokens.stream().filter(SlotTokens::isMark).map(SlotTokens::slot).forEach(names::add);
    }

    /** Passes on every letter of a word, with {@link #UNKNOWN} as one letter. */
    static void forEachLetter(String word, Consumer<String> letter) {
        Matcher m = LETTER.matcher(word);
        while (m.find()) {
            letter.accept(m.group());
        }
    }

    /**
     * @throws UserError that names the utterance and the mark if a mark of a slot in the inventory has no counterpart
     */
    static void checkMarks(Utterance utterance, String column, Symbols symbols) {
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
