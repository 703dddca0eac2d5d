package org.speechbench.tasks.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The meaning of the classes of a CTC model: one ends a word, some are letters, and the blank, {@code <s>},
 * {@code <pad>}, {@code </s>} and {@code <unk>} are silent.
 *
 * <p>Silent classes are equivalent: like the blank, each of them keeps two equal letters apart.
 *
 * @param symbols the symbols by class
 * @param separator the class that ends a word
 * @param silent the silent classes, including the blank, ascending
 * @param letters all other classes, ascending
 */
public record Alphabet(List<String> symbols, int separator, List<Integer> silent, List<Integer> letters) {
    private static final String SEPARATOR = "|";
    private static final Set<String> SAY_NOTHING = Set.of("<s>", "<pad>", "</s>", "<unk>");

    public Alphabet {
        symbols = List.copyOf(symbols);
        silent = List.copyOf(silent);
        letters = List.copyOf(letters);
    }

    /**
     * @param symbols the symbols by class, among them {@code |}, the separator of words
     * @param blank the class of the blank, whatever its symbol is
     */
    public static Alphabet of(List<String> symbols, int blank) {
        int separator = symbols.indexOf(SEPARATOR);
        if (separator < 0 || blank < 0 || blank >= symbols.size() || blank == separator) {
            throw new IllegalArgumentException("words need a separator '" + SEPARATOR
                    + "' and another class as blank; got " + blank + " of " + symbols);
        }
        List<Integer> silent = new ArrayList<>();
        List<Integer> letters = new ArrayList<>();
        for (int c = 0; c < symbols.size(); c++) {
            if (c == blank || SAY_NOTHING.contains(symbols.get(c))) {
                silent.add(c);
            } else if (c != separator) {
                letters.add(c);
            }
        }
        return new Alphabet(symbols, separator, silent, letters);
    }

    /** The number of classes. */
    public int size() {
        return symbols.size();
    }
}
