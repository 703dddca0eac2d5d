package org.speechbench.downstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.train.Example;
import org.speechbench.downstream.train.HeadObjective;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;

/** The utterances of a task's folds, and the targets of the head for them. */
final class CellData {
    private final List<Fold> folds;
    private final Map<String, List<Utterance>> splits = new LinkedHashMap<>();

    /** @param limit truncates every split to its first utterances, 0 for all */
    CellData(Task task, Corpus corpus, int limit) {
        this.folds = task.folds(corpus);
        for (Fold fold : folds) {
            List<String> names = new ArrayList<>(fold.train());
            names.addAll(fold.dev());
            names.addAll(fold.tests());
            for (String name : names) {
                splits.computeIfAbsent(name, n -> cut(corpus, n, limit));
            }
        }
    }

    private static List<Utterance> cut(Corpus corpus, String split, int limit) {
        List<Utterance> all = corpus.split(split);
        if (all.isEmpty()) {
            throw new UserError(
                    "Corpus " + corpus.name() + " has no split '" + split + "', only " + corpus.splits() + ".",
                    NearNames.question(split, corpus.splits()) + "Use a manifest that has this split.");
        }
        return limit <= 0 || all.size() <= limit ? all : all.subList(0, limit);
    }

    List<Fold> folds() {
        return folds;
    }

    /** Utterances of several splits. */
    List<Utterance> of(Collection<String> names) {
        return names.stream()
                .flatMap(n -> splits.getOrDefault(n, List.of()).stream())
                .toList();
    }

    /** Every utterance of all splits, once. */
    List<Utterance> utterances() {
        return splits.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Examples of each split, once the features' lengths are known. */
    Examples examples(Task task, TargetEncoder targets, FrozenFeatures features, double frameRate) {
        Map<String, List<Example>> examples = new LinkedHashMap<>();
        splits.forEach((name, utterances) -> examples.put(
                name,
                utterances.stream()
                        .map(u -> new Example(
                                u,
                                features.frames(u),
                                targets.encode(u, features.frames(u), frameRate),
                                task.reference(u)))
                        .toList()));
        return new Examples(folds, examples);
    }

    /** Examples by split. */
    record Examples(List<Fold> folds, Map<String, List<Example>> splits) {
        List<Example> of(Collection<String> names) {
            return names.stream().flatMap(n -> of(n).stream()).toList();
        }

        List<Example> of(String split) {
            return splits.getOrDefault(split, List.of());
        }

        CellResult.Counts counts(HeadObjective objective, Head head) {
            Set<Example> train = new HashSet<>();
            Set<Example> heldOut = new HashSet<>();
            for (Fold fold : folds) {
                train.addAll(of(fold.train()));
                heldOut.addAll(of(fold.dev()));
                fold.tests().forEach(t -> heldOut.addAll(of(t)));
            }
            Set<Example> all = new HashSet<>(train);
            all.addAll(heldOut);
            int tooShort = (int) all.stream().filter(e -> e.frames() == 0).count();
            return new CellResult.Counts(
                    (int) train.stream().filter(e -> e.frames() > 0).count(),
                    infeasible(train, objective, head),
                    infeasible(heldOut, objective, head),
                    tooShort);
        }

        /**
         * Checks that there are utterances for training, for selection on dev and for scoring.
         *
         * @throws UserError if no utterance of a fold's training, dev or test has a frame, or a target that fits its
         *     frames
         */
        void check(String label, HeadObjective objective, Head head) {
            for (Fold fold : folds) {
                check(label, "training", of(fold.train()), objective, head);
                check(label, "dev", of(fold.dev()), objective, head);
                fold.tests().forEach(split -> check(label, "'" + split + "'", of(split), objective, head));
            }
        }

        private static void check(
                String label, String role, List<Example> examples, HeadObjective objective, Head head) {
            if (examples.stream().allMatch(e -> e.frames() == 0)) {
                throw new UserError(
                        label + ": no " + role + " utterance is long enough for one frame.",
                        "Use another corpus or upstream.");
            }
            if (examples.stream().noneMatch(e -> fits(e, objective, head))) {
                throw new UserError(
                        label + ": no " + role + " utterance has enough frames for its target.",
                        "Is the rate of the recordings right, and the column of the labels? If so, use an upstream with"
                                + " shorter frames.");
            }
        }

        private static boolean fits(Example example, HeadObjective objective, Head head) {
            return example.frames() > 0 && objective.feasible(example.target(), head.outputFrames(example.frames()));
        }

        private static int infeasible(Set<Example> examples, HeadObjective objective, Head head) {
            return (int) examples.stream()
                    .filter(e -> e.frames() > 0)
                    .filter(e -> !fits(e, objective, head))
                    .count();
        }
    }
}
