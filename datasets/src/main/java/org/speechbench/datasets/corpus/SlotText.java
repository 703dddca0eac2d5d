package org.speechbench.datasets.corpus;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The spelling of transcripts with slots, as defined by the newer of s3prl's two recipes for SUPERB's slot filling
 * ({@code problem/asr/superb_sf.py}): which words are punctuation, and how letters that are not English are written.
 */
public final class SlotText {
    /** A word is left out if it is a substring of this text. */
    private static final String PUNCTUATION = "?!.,;-–…";

    /** The table of the recipe; a letter that is not in it is left unchanged. */
    private static final String FOREIGN = "ÁÃÄÅÆÇÈÉÊËÍÏÐÒÓÔÖØÚÛĘŃŌŞŪ\"";

    private static final String ENGLISH = "AAAAACEEEEIIDOOOOOUUENOSU ";
    private static final Map<Integer, String> LETTERS = new HashMap<>();

    static {
        for (int i = 0; i < FOREIGN.length(); i++) {
            LETTERS.put((int) FOREIGN.charAt(i), ENGLISH.substring(i, i + 1));
        }
    }

    private SlotText() {}

    /** Whether a word consists only of punctuation, which is neither spoken nor scored. */
    public static boolean punctuation(String word) {
        return PUNCTUATION.contains(word);
    }

    /**
     * A word in capitals, with letters converted to English ones as far as the recipe covers them. The result is empty
     * for punctuation and may consist of several words.
     */
    public static List<String> words(String word) {
        StringBuilder text = new StringBuilder();
        Normalizer.normalize(word, Normalizer.Form.NFC)
                .replace("楽園追放", "EXPELLED")
                .replace("官方杂志", "")
                .replace("–", "-")
                .replace("&", " AND ")
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> text.append(LETTERS.getOrDefault(c, Character.toString(c))));
        return Stream.of(text.toString().split(" "))
                .filter(w -> !punctuation(w))
                .toList();
    }
}
