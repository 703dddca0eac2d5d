package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * Transcripts as characters: four special classes, a separator after every word, including the last one, and end of
 * sentence at the end. SUPERB's ASR has English transcripts and 32 classes, and folds case to upper case. An inventory of
 * other characters takes transcripts as they are written; a character that it lacks is unknown in the target, and cannot
 * be predicted.
 */
public final class CharacterEncoder implements TargetEncoder {
    private static final String END = "</s>";
    private static final String UNKNOWN = "<unk>";
    private static final String SEPARATOR = "|";
    private static final List<String> SILENT = List.of("<s>", "<pad>", END);
    /** The characters in the order of their frequency in LibriSpeech, as in fairseq's dictionary of letters. */
    private static final String LETTERS = "ETAONIHSRDLUMWCFGYPBVK'XJQZ";

    private final String column;
    private final Symbols symbols;
    private final UnaryOperator<String> letterCase;
    private final boolean strict;

    /**
     * SUPERB's inventory; a character that it lacks is an error.
     *
     * @param column the column of the manifest that contains the transcript
     */
    public CharacterEncoder(String column) {
        this(column, List.of(LETTERS.split("")), text -> text.toUpperCase(Locale.ROOT), true);
    }

    /**
     * An inventory of some characters.
     *
     * @param column the column of the manifest that contains the transcript
     * @param characters the characters in the order of their classes
     * @throws UserError if the separator of words is among them
     */
    public CharacterEncoder(String column, List<String> characters) {
        this(column, characters, text -> text, false);
    }

    private CharacterEncoder(String column, List<String> characters, UnaryOperator<String> letterCase, boolean strict) {
        if (characters.contains(SEPARATOR)) {
            throw new UserError(
                    "the transcripts have the character '" + SEPARATOR + "', which separates words in targets.",
                    "Write text.punctuation: drop, or spell the transcripts without it.");
        }
        this.column = column;
        this.letterCase = letterCase;
        this.strict = strict;
        List<String> names = new ArrayList<>(SILENT);
        names.add(UNKNOWN);
        names.add(SEPARATOR);
        names.addAll(characters);
        symbols = new Symbols(names, Set.of("<s>", "<pad>", END, UNKNOWN, SEPARATOR));
    }

    /** The words of a transcript; empty if it has none. */
    public List<String> words(Utterance utterance) {
        return Words.of(letterCase.apply(utterance.label(column)));
    }

    @Override
    public int[] encode(Utterance utterance) {
        List<Integer> target = new ArrayList<>();
        for (String word : words(utterance)) {
            Characters.each(word).forEach(c -> target.add(index(c, utterance)));
            target.add(symbols.indexOf(SEPARATOR));
        }
        target.add(symbols.indexOf(END));
        return target.stream().mapToInt(Integer::intValue).toArray();
    }

    private int index(String character, Utterance utterance) {
        if (strict) {
            return strictIndex(character, utterance);
        }
        return symbols.contains(character) ? symbols.labelIndex(character, utterance) : symbols.indexOf(UNKNOWN);
    }

    private int strictIndex(String character, Utterance utterance) {
        try {
            return symbols.labelIndex(character, utterance);
        } catch (UserError e) {
            throw new UserError(
                    String.valueOf(e.getMessage()),
                    e.remedy() + " For another alphabet or punctuation, write 'text: { alphabet: " + TextRules.MANIFEST
                            + " }'.",
                    e);
        }
    }

    @Override
    public List<String> unknown(Utterance utterance) {
        return strict
                ? List.of()
                : Characters.each(String.join(" ", words(utterance))).stream()
                        .filter(c -> !symbols.contains(c))
                        .toList();
    }

    @Override
    public List<String> decode(int[] path) {
        StringBuilder text = new StringBuilder();
        for (int symbol : Ctc.collapse(path)) {
            String name = symbols.name(symbol);
            if (!SILENT.contains(name)) {
                text.append(name);
            }
        }
        return Arrays.stream(text.toString().split("\\|"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public List<String> names() {
        return symbols.names();
    }
}
