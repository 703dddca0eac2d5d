package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * English transcripts as characters, as in SUPERB's ASR: 32 classes, the first four special, a separator after every
 * word, including the last one, and end of sentence at the end. Case is folded to upper case.
 */
public final class CharacterEncoder implements TargetEncoder {
    private static final String END = "</s>";
    private static final String SEPARATOR = "|";
    private static final List<String> SILENT = List.of("<s>", "<pad>", END);
    /** The characters in the order of their frequency in LibriSpeech, as in fairseq's dictionary of letters. */
    private static final String LETTERS = "ETAONIHSRDLUMWCFGYPBVK'XJQZ";

    private final String column;
    private final Symbols symbols;

    /** @param column the column of the manifest that contains the transcript */
    public CharacterEncoder(String column) {
        this.column = column;
        List<String> names = new ArrayList<>(SILENT);
        names.add("<unk>");
        names.add(SEPARATOR);
        names.addAll(List.of(LETTERS.split("")));
        symbols = new Symbols(names, Set.of("<s>", "<pad>", END, "<unk>", SEPARATOR));
    }

    /** The words of a transcript; empty if it has none. */
    public List<String> words(Utterance utterance) {
        return Words.of(utterance.label(column).toUpperCase(Locale.ROOT));
    }

    @Override
    public int[] encode(Utterance utterance) {
        List<Integer> target = new ArrayList<>();
        for (String word : words(utterance)) {
            word.codePoints().forEach(c -> target.add(symbols.labelIndex(Character.toString(c), utterance)));
            target.add(symbols.indexOf(SEPARATOR));
        }
        target.add(symbols.indexOf(END));
        return target.stream().mapToInt(Integer::intValue).toArray();
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
