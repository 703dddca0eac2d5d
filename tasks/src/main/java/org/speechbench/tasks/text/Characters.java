package org.speechbench.tasks.text;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** Inventories of characters, which are Unicode code points, without spaces. */
public final class Characters {
    private static final int LISTED = 10;

    private Characters() {}

    /** The characters of some transcripts, in the order of their code points. */
    public static List<String> of(List<Utterance> utterances, String column) {
        TreeSet<Integer> found = new TreeSet<>();
        utterances.forEach(u -> each(u.label(column)).forEach(c -> found.add(c.codePointAt(0))));
        return found.stream().map(Character::toString).toList();
    }

    /**
     * The characters of a file, one in each line, in its order.
     *
     * @throws UserError if the file cannot be read, or a line is not one character or repeats one
     */
    public static List<String> ofFile(Path file) {
        List<String> characters = new ArrayList<>();
        LineReader.each(file, line -> add(line, characters));
        if (characters.isEmpty()) {
            throw new UserError(file + ": has no characters.", "Write one in each line.");
        }
        return List.copyOf(characters);
    }

    private static void add(TextLine line, List<String> characters) {
        String character = Normalizer.normalize(line.text().strip(), Normalizer.Form.NFC);
        if (character.isEmpty()) {
            return;
        }
        if (character.codePointCount(0, character.length()) != 1 || characters.contains(character)) {
            throw line.error(
                    "wanted one character that no line before has; got " + TextLine.quoted(line.text()),
                    "Write each character in a line of its own, once.");
        }
        characters.add(character);
    }

    /**
     * Refuses an inventory that does not suffice for training.
     *
     * @param file where the inventory comes from, for the message
     * @throws UserError that lists characters of the training transcripts that an inventory lacks, with the number of
     *     their occurrences
     */
    public static void requireAll(
            List<String> inventory, Corpus corpus, List<String> splits, String column, Path file) {
        Set<String> known = Set.copyOf(inventory);
        Map<String, Integer> missing = new LinkedHashMap<>();
        for (String split : splits) {
            for (Utterance u : corpus.split(split)) {
                each(u.label(column)).stream()
                        .filter(c -> !known.contains(c))
                        .forEach(c -> missing.merge(c, 1, Integer::sum));
            }
        }
        if (!missing.isEmpty()) {
            String some = missing.entrySet().stream()
                    .limit(LISTED)
                    .map(e -> "'" + e.getKey() + "' (" + e.getValue() + ")")
                    .collect(Collectors.joining(", "));
            throw new UserError(
                    file + " lacks " + missing.size() + " characters of the training transcripts: " + some + ".",
                    "Add them, or use alphabet: " + TextRules.MANIFEST + ".");
        }
    }

    /** The characters of a text without its spaces. */
    static List<String> each(String text) {
        return Words.of(text).stream()
                .flatMap(word -> word.codePoints().mapToObj(Character::toString))
                .toList();
    }
}
