package org.speechbench.tasks.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/**
 * How transcripts are written, and with which characters. A transcript is composed (Unicode's NFC), directions and other
 * invisible marks are removed, case is folded, and what the rules drop is dropped, in this order. Nothing else is changed,
 * so that {@code ß} stays, and what the rules do not allow is an error and not left out.
 *
 * @param alphabet {@link #LATIN}, {@link #MANIFEST} for the characters of the training transcripts, or a file with
 *     characters, relative to the working folder
 * @param letterCase lower case is Unicode's without the rules of a language ({@link Locale#ROOT}): Turkish {@code I}
 *     becomes {@code i}, and {@code İ} becomes {@code i} with a combining dot
 * @param punctuation the fate of punctuation and symbols, except apostrophes between letters, which are letters
 * @param digits the fate of digits and other numerals
 * @param marks the fate of combining marks that remain after composition, such as Arabic vowel signs, and of the Arabic
 *     tatweel
 */
public record TextRules(String alphabet, LetterCase letterCase, Punctuation punctuation, Digits digits, Marks marks) {
    /** SUPERB's 26 letters and the apostrophe, in capitals. */
    public static final String LATIN = "latin";

    public static final String MANIFEST = "manifest";

    /** Marks of direction, byte order marks and soft hyphens; joiners, which distinguish words, are not among them. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\u00AD]");

    private static final Pattern APOSTROPHE = Pattern.compile("(?<=[\\p{L}\\p{M}])['\\u2019](?=\\p{L})");
    private static final Pattern SYMBOL = Pattern.compile("[\\p{P}\\p{S}]");
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}/]");
    private static final Pattern NUMERAL = Pattern.compile("\\p{N}");
    private static final Pattern MARK = Pattern.compile("[\\p{Mn}\\u0640]");
    /** Apostrophes that are letters, while others are dropped: characters that are no text. */
    private static final Map<String, String> KEPT = Map.of("'", "\uE000", "\u2019", "\uE001");

    /** What happens to capitals. */
    public enum LetterCase {
        LOWER,
        KEEP
    }

    /** What happens to punctuation and symbols. */
    public enum Punctuation {
        /** They are an error. */
        REFUSE,
        /** Dashes and slashes become spaces, all others are left out. */
        DROP,
        KEEP
    }

    /** What happens to numerals. */
    public enum Digits {
        /** They are an error, since how they are spoken is not known. */
        REFUSE,
        KEEP
    }

    /** What happens to combining marks. */
    public enum Marks {
        KEEP,
        DROP
    }

    public TextRules {
        if (alphabet.isBlank()) {
            throw new UserError(
                    "the alphabet is empty.", "Write '" + MANIFEST + "', '" + LATIN + "' or the name of a file.");
        }
    }

    /** The rules for transcripts, in a few words for the name of a corpus. */
    public String name() {
        return (letterCase + "+" + punctuation + "+" + digits + "+" + marks).toLowerCase(Locale.ROOT);
    }

    /**
     * The corpus with the labels in a column as these rules write them.
     *
     * @throws UserError that names the first utterance with something that the rules do not allow or of which they leave
     *     nothing, and the number of these utterances
     */
    public Corpus applied(Corpus corpus, String column) {
        List<Utterance> utterances = new ArrayList<>();
        UserError first = null;
        int bad = 0;
        for (Utterance u : corpus.utterances()) {
            try {
                Map<String, String> labels = new HashMap<>(u.labels());
                labels.put(column, written(u, u.label(column)));
                utterances.add(u.withLabels(labels));
            } catch (UserError e) {
                first = first == null ? e : first;
                bad++;
            }
        }
        if (first != null) {
            String more = bad == 1 ? "" : " It is the first of " + bad + " such utterances.";
            throw new UserError(first.getMessage() + more, first.remedy(), first);
        }
        return Corpus.of(corpus.name() + ":" + name(), utterances);
    }

    private String written(Utterance utterance, String transcript) {
        String text = text(transcript);
        refuse(utterance, text, digits == Digits.REFUSE ? NUMERAL : null, "numeral", "text.digits: keep");
        Pattern symbols = punctuation == Punctuation.REFUSE ? SYMBOL : null;
        refuse(utterance, APOSTROPHE.matcher(text).replaceAll(""), symbols, "mark", "text.punctuation: drop or keep");
        if (text.isBlank() && !transcript.isBlank()) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has nothing left of its transcript '" + transcript + "'.",
                    "Leave it out of the manifest, or keep its characters.");
        }
        return text;
    }

    private static void refuse(
            Utterance utterance, String text, @Nullable Pattern refused, String what, String setting) {
        if (refused == null) {
            return;
        }
        var found = refused.matcher(text);
        if (found.find()) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has the " + what + " '" + found.group()
                            + "' in its transcript, and nothing says what becomes of it.",
                    "Write it in letters, or set " + setting + ".");
        }
    }

    /** A transcript as these rules write it; what they refuse stays. */
    String text(String transcript) {
        String text = INVISIBLE
                .matcher(Normalizer.normalize(transcript, Normalizer.Form.NFC))
                .replaceAll("");
        if (letterCase == LetterCase.LOWER) {
            text = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        }
        if (marks == Marks.DROP) {
            text = MARK.matcher(text).replaceAll("");
        }
        return punctuation == Punctuation.DROP ? withoutPunctuation(text) : text;
    }

    private static String withoutPunctuation(String text) {
        String aside = APOSTROPHE.matcher(text).replaceAll(found -> KEPT.getOrDefault(found.group(), ""));
        String dropped = SYMBOL.matcher(DASH.matcher(aside).replaceAll(" ")).replaceAll("");
        for (Map.Entry<String, String> kept : KEPT.entrySet()) {
            dropped = dropped.replace(kept.getValue(), kept.getKey());
        }
        return dropped;
    }
}
