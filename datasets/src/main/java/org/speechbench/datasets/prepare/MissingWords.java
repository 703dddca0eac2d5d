package org.speechbench.datasets.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.speechbench.core.LineReader;
import org.speechbench.core.UserError;

/** The file beside a manifest that lists the words of its transcripts that are in no lexicon. */
public final class MissingWords {
    /** What the name of the file has instead of the manifest's extension. */
    public static final String ENDING = ".missing-words.txt";

    private MissingWords() {}

    /** @param counts the number of utterances in which each word occurs */
    static String text(SortedMap<String, Integer> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach(
                (word, count) -> text.append(word).append('\t').append(count).append('\n'));
        return text.toString();
    }

    /**
     * The words in their order.
     *
     * @throws UserError if the file cannot be read
     */
    public static List<String> read(Path file) {
        return LineReader.read(file).stream()
                .map(line -> line.text().replaceFirst("\t.*$", ""))
                .toList();
    }
}
