package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * Transcripts with slots, {@code BOOK B-city ROME E-city}: letters with a separator after every word, and one class for every
 * beginning and every end of a slot that the corpus has. As in SUPERB's SF case is folded, {@code &} is read AND, and
 * punctuation is dropped.
 */
public final class SlotEncoder implements TargetEncoder {
    private static final String END = "</s>";
    private static final String SEPARATOR = "|";
    private static final List<String> SPECIAL = List.of("<s>", "<pad>", END, "<unk>", SEPARATOR);
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ'";
    private static final Pattern MARKER = Pattern.compile("[BE]-\\S+");
    private static final Pattern PUNCTUATION = Pattern.compile("[?!.,;-]+");

    private final String column;
    private final Symbols symbols;

    private SlotEncoder(String column, Set<String> markers) {
        this.column = column;
        List<String> names = new ArrayList<>(SPECIAL);
        names.addAll(List.of(LETTERS.split("")));
        names.addAll(markers);
        symbols = new Symbols(names, new LinkedHashSet<>(SPECIAL));
    }

    /** @param column of the manifest that holds the transcript with slots */
    public static SlotEncoder of(Corpus corpus, String column) {
        Set<String> markers = new TreeSet<>();
        for (Utterance u : corpus.utterances()) {
            tokens(u.label(column)).stream()
                    .filter(token -> MARKER.matcher(token).matches())
                    .forEach(markers::add);
        }
        return new SlotEncoder(column, markers);
    }

    /** Words and markers as they are scored. */
    public static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        for (String token : text.strip().split("\\s+")) {
            if (MARKER.matcher(token).matches()) {
                tokens.add(token);
            } else {
                String word =
                        PUNCTUATION.matcher(token.toUpperCase(Locale.ROOT)).replaceAll("");
                tokens.add(word.equals("&") ? "AND" : word);
            }
        }
        tokens.removeIf(String::isEmpty);
        return tokens;
    }

    @Override
    public int classes() {
        return symbols.size();
    }

    @Override
    public int[] encode(Utterance utterance) {
        List<Integer> target = new ArrayList<>();
        for (String token : tokens(utterance.label(column))) {
            if (MARKER.matcher(token).matches()) {
                target.add(symbols.labelIndex(token, utterance));
            } else {
                token.codePoints().forEach(c -> target.add(symbols.labelIndex(Character.toString(c), utterance)));
                target.add(symbols.indexOf(SEPARATOR));
            }
        }
        target.add(symbols.indexOf(END));
        return target.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<String> decode(int[] path) {
        StringBuilder text = new StringBuilder();
        for (int symbol : Ctc.collapse(path)) {
            String name = symbols.name(symbol);
            if (MARKER.matcher(name).matches()) {
                text.append(' ').append(name).append(' ');
            } else if (name.equals(SEPARATOR)) {
                text.append(' ');
            } else if (!SPECIAL.contains(name)) {
                text.append(name);
            }
        }
        return Arrays.stream(text.toString().split(" "))
                .filter(token -> !token.isEmpty())
                .toList();
    }

    @Override
    public List<String> names() {
        return symbols.names();
    }
}
