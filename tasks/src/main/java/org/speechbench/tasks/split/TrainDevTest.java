package org.speechbench.tasks.split;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Fold;

/**
 * One fold, determined by the names of the splits: {@code train}, {@code dev}, {@code test}, or LibriSpeech's
 * {@code train-clean-100}, {@code dev-clean}, {@code test-clean} as SUPERB uses them. Every further split whose name
 * begins with {@code test} is another test set; splits with other names are ignored.
 */
public final class TrainDevTest {
    private TrainDevTest() {}

    /**
     * @param reference the reference of an utterance, as the task reads it
     * @throws UserError if train, dev or test is missing or ambiguous, or an utterance in them has an empty reference
     */
    public static List<Fold> fold(Corpus corpus, Function<Utterance, List<String>> reference) {
        String train = one(corpus, "train", "train-clean-100");
        String dev = one(corpus, "dev", "dev-clean");
        Fold fold = new Fold("all", List.of(train), List.of(dev), tests(corpus));
        SplitChecks.labelled(corpus, fold, reference);
        return List.of(fold);
    }

    private static String one(Corpus corpus, String role, String libriSpeech) {
        List<String> found = beginning(corpus, role);
        if (found.contains(role)) {
            return role;
        }
        if (found.contains(libriSpeech)) {
            return libriSpeech;
        }
        if (found.size() != 1) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has the splits " + corpus.splits()
                            + ", but this task needs one named '" + role + "' or '" + libriSpeech + "'.",
                    "Name the splits of the manifest train, dev and test.");
        }
        return found.get(0);
    }

    private static List<String> tests(Corpus corpus) {
        List<String> found = beginning(corpus, "test");
        if (found.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has the splits " + corpus.splits()
                            + ", but this task needs one whose name begins with 'test'.",
                    "Name the splits of the manifest train, dev and test.");
        }
        return found.stream()
                .sorted(Comparator.comparing((String name) -> !name.equals("test"))
                        .thenComparing(name -> !name.equals("test-clean"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static List<String> beginning(Corpus corpus, String role) {
        return corpus.splits().stream().filter(s -> s.startsWith(role)).toList();
    }
}
