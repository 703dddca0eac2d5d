package org.speechbench.tasks.text;

import java.util.List;
import java.util.Set;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/** One class per utterance. The classes are the labels that occur in the corpus, sorted. */
public final class ClassEncoder implements TargetEncoder {
    private final String column;
    private final Symbols symbols;

    private ClassEncoder(String column, List<String> labels) {
        this.column = column;
        this.symbols = new Symbols(labels, Set.of());
    }

    /**
     * @param column the column of the manifest that contains the class
     * @throws UserError if the corpus has fewer than two classes, which leaves nothing to distinguish
     */
    public static ClassEncoder of(Corpus corpus, String column) {
        List<String> labels = corpus.utterances().stream()
                .map(u -> u.label(column).strip())
                .filter(label -> !label.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (labels.size() < 2) {
            throw new UserError(
                    "Column '" + column + "' of corpus " + corpus.name() + " has the labels " + labels
                            + ", but a classifier needs at least two.",
                    "Use a manifest with more classes, or keep more of them.");
        }
        return new ClassEncoder(column, labels);
    }

    @Override
    public int classes() {
        return symbols.size();
    }

    @Override
    public int[] encode(Utterance utterance) {
        return new int[] {symbols.labelIndex(utterance.label(column).strip(), utterance)};
    }

    @Override
    public List<String> decode(int[] output) {
        if (output.length != 1) {
            throw new IllegalArgumentException("one class an utterance; got " + output.length);
        }
        return List.of(symbols.name(output[0]));
    }

    @Override
    public List<String> names() {
        return symbols.names();
    }
}
