package org.speechbench.tasks.text;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/** One class per utterance: the label in a column, or the speaker. The classes are sorted. */
public final class ClassEncoder implements TargetEncoder {
    private final Function<Utterance, String> label;
    private final Predicate<Utterance> labelled;
    private final Symbols symbols;

    private ClassEncoder(Function<Utterance, String> label, Predicate<Utterance> labelled, List<String> classes) {
        this.label = label;
        this.labelled = labelled;
        this.symbols = new Symbols(classes, Set.of());
    }

    /**
     * The labels that occur in the corpus.
     *
     * @param column the column of the manifest that contains the class
     * @throws UserError if the corpus has fewer than two classes, which leaves nothing to distinguish
     */
    public static ClassEncoder of(Corpus corpus, String column) {
        Function<Utterance, String> label = u -> u.label(column).strip();
        List<String> labels = classes(corpus.utterances().stream(), label);
        if (labels.size() < 2) {
            throw new UserError(
                    "Column '" + column + "' of corpus " + corpus.name() + " has the labels " + labels
                            + ", but a classifier needs at least two.",
                    "Use a manifest with more classes, or keep more of them.");
        }
        return new ClassEncoder(label, u -> true, labels);
    }

    /**
     * The speakers of the training splits. Utterances of other splits have no class, since their speakers do not occur
     * in training.
     *
     * @param splits the splits that are trained on
     * @throws UserError if they have fewer than two speakers, which leaves nothing to distinguish
     */
    public static ClassEncoder ofSpeakers(Corpus corpus, List<String> splits) {
        Predicate<Utterance> trained = u -> splits.contains(u.split());
        List<String> speakers = classes(corpus.utterances().stream().filter(trained), Utterance::speaker);
        if (speakers.size() < 2) {
            throw new UserError(
                    "The training splits " + splits + " of corpus " + corpus.name() + " have the speakers " + speakers
                            + ", but telling them apart takes at least two.",
                    "Use a manifest with more speakers.");
        }
        return new ClassEncoder(Utterance::speaker, trained, speakers);
    }

    private static List<String> classes(Stream<Utterance> utterances, Function<Utterance, String> label) {
        return utterances
                .map(label)
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** The class, or none for an utterance that is not trained on. */
    @Override
    public int[] encode(Utterance utterance) {
        return labelled.test(utterance)
                ? new int[] {symbols.labelIndex(label.apply(utterance), utterance)}
                : new int[0];
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
