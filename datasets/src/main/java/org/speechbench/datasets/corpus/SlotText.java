package org.speechbench.datasets.corpus;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The spelling of transcripts with slots, as the newer of s3prl's two recipes of SUPERB's slot filling has it ({@code
 * problem/asr/superb_sf.py}): which words are punctuation, and how letters that are not English are written.
 */
public final class SlotText {
    /** A word is left out that is a part of this. */
    private static final String PUNCTUATION = "?!.,;-–…";

    /** The recipe's own table: a letter that is not in it stays as it is. */
    private static final String FOREIGN = "ÁÃÄÅÆÇÈÉÊËÍÏÐÒÓÔÖØÚÛĘŃŌŞŪ\"";

    private static final String ENGLISH = "AAAAACEEEEIIDOOOOOUUENOSU ";
    private static final Map<Integer, String> LETTERS = new HashMap<>();

    static {
        for (int i = 0; i < FOREIGN.length(); i++) {
            LETTERS.put((int) FOREIGN.charAt(i), ENGLISH.substring(i, i + 1));
        }
    }

    private SlotText() {}

    /** Whether a word is punctuation alone, which is neither spoken nor scored. */
    public static boolean punctuation(String word) {
        return PUNCTUATION.contains(word);
    }

    /** A word in capitals and English letters as far as the recipe has them; none if it is punctuation, or several. */
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
