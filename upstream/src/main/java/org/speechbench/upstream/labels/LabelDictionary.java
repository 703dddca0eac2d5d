package org.speechbench.upstream.labels;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.LineReader;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;

/** Maps the words of a label file to classes. */
abstract sealed class LabelDictionary {
    private static final int MOST = Short.MAX_VALUE;

    /** The class of a word of a line. */
    abstract int classOf(String word, TextLine line);

    /** Number of classes so far. */
    abstract int size();

    /**
     * A dictionary in fairseq's format ({@code dict.km.txt}): one symbol per line, with or without a count after it.
     * The first symbol is class 0, because the four special symbols that fairseq puts before it occur in no label file.
     *
     * @throws UserError naming the line if a symbol occurs twice or a line is malformed
     */
    static LabelDictionary read(Path file) {
        Map<String, Integer> classes = new LinkedHashMap<>();
        LineReader.each(file, line -> {
            List<String> words = line.words();
            if (words.isEmpty() || words.size() > 2) {
                throw line.error("got " + words.size() + " words, wanted a symbol and a count", "Correct the line.");
            }
            if (classes.putIfAbsent(words.get(0), classes.size()) != null) {
                throw line.error("symbol '" + words.get(0) + "' is there twice", "Remove one of the two.");
            }
            checkSize(line, classes.size());
        });
        if (classes.isEmpty()) {
            throw new UserError(file + ": is empty.", "Give a dictionary with one symbol a line.");
        }
        return new Symbols(classes, file);
    }

    /** A dictionary that numbers symbols in the order in which they first occur. */
    static LabelDictionary collecting() {
        return new Symbols(new LinkedHashMap<>(), null);
    }

    /** A dictionary of words that are their own class: integers from 0 on. */
    static LabelDictionary integers() {
        return new Integers();
    }

    private static void checkSize(TextLine line, int classes) {
        if (classes > MOST) {
            throw line.error("there are more than " + MOST + " classes", "Use fewer.");
        }
    }

    private static final class Symbols extends LabelDictionary {
        private final Map<String, Integer> classes;
        private final @Nullable Path closed;

        Symbols(Map<String, Integer> classes, @Nullable Path closed) {
            this.classes = classes;
            this.closed = closed;
        }

        @Override
        int classOf(String word, TextLine line) {
            Integer known = classes.get(word);
            if (known != null) {
                return known;
            }
            if (closed != null) {
                throw line.error("label '" + word + "' is not in " + closed, "Use the dictionary of these labels.");
            }
            classes.put(word, classes.size());
            checkSize(line, classes.size());
            return classes.size() - 1;
        }

        @Override
        int size() {
            return classes.size();
        }
    }

    private static final class Integers extends LabelDictionary {
        private int size;

        @Override
        int classOf(String word, TextLine line) {
            int value;
            try {
                value = Integer.parseInt(word);
            } catch (NumberFormatException e) {
                value = -1;
            }
            if (value < 0) {
                throw line.error("label '" + word + "' is no integer from 0 on", "Name a dictionary of symbols.");
            }
            size = Math.max(size, value == Integer.MAX_VALUE ? value : value + 1);
            checkSize(line, size);
            return value;
        }

        @Override
        int size() {
            return size;
        }
    }
}
