package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;

/** Checks every label that a task will use, before anything is computed from a recording. */
final class LabelCheck {
    private static final int LISTED = 5;

    private final String label;
    private final Task task;
    private final Corpus corpus;
    private final TargetEncoder targets;
    private final TargetKind kind;
    private final TargetCheck shapes;

    private LabelCheck(String label, Task task, Corpus corpus, TargetKind kind) {
        this.label = label;
        this.task = task;
        this.corpus = corpus;
        this.targets = task.targets(corpus);
        this.kind = kind;
        this.shapes = new TargetCheck(task, targets, kind);
    }

    /**
     * Reads all labels of a task.
     *
     * @param label the user's name for the task, for messages
     * @return a sentence for each fold in which dev or test have classes that do not occur in training, which cannot be
     *     predicted
     * @throws UserError that names the first utterance whose label the task cannot read, and the number of these
     *     utterances
     */
    static List<String> of(String label, Task task, Corpus corpus, TargetKind kind) {
        LabelCheck check = new LabelCheck(label, task, corpus, kind);
        List<Fold> folds = task.folds(corpus);
        check.shapes.requireFolds(folds);
        Map<String, List<int[]>> encoded = new LinkedHashMap<>();
        folds.forEach(fold -> check.encode(fold, encoded));
        return kind.mustBeTrained() ? check.unseen(folds, encoded) : List.of();
    }

    private void encode(Fold fold, Map<String, List<int[]>> encoded) {
        List<String> splits = new ArrayList<>(fold.train());
        splits.addAll(fold.dev());
        splits.addAll(fold.tests());
        UserError first = null;
        int bad = 0;
        for (String split : splits) {
            if (encoded.containsKey(split)) {
                continue;
            }
            List<int[]> classes = new ArrayList<>();
            for (Utterance utterance : corpus.split(split)) {
                try {
                    task.reference(utterance);
                    int[] target = targets.encode(utterance);
                    // The speakers to be verified need not be among those in training.
                    if (kind.mustBeTrained() || fold.train().contains(split)) {
                        shapes.requireTarget(utterance, target);
                    }
                    classes.add(target);
                } catch (UserError e) {
                    first = first == null ? e : first;
                    bad++;
                }
            }
            encoded.put(split, classes);
        }
        refuse(first, bad);
    }

    private void refuse(@Nullable UserError first, int bad) {
        if (first != null) {
            String more = bad == 1 ? "" : " It is the first of " + bad + " such utterances.";
            throw new UserError("Task " + label + ": " + first.getMessage() + more, first.remedy(), first);
        }
    }

    private List<String> unseen(List<Fold> folds, Map<String, List<int[]>> encoded) {
        List<String> sentences = new ArrayList<>();
        for (Fold fold : folds) {
            Set<Integer> trained = classes(fold.train(), encoded);
            Map<String, Set<String>> unseen = new LinkedHashMap<>();
            Set<String> heldOut = new LinkedHashSet<>(fold.dev());
            heldOut.addAll(fold.tests());
            for (String split : heldOut) {
                for (int unknown : classes(List.of(split), encoded)) {
                    if (!trained.contains(unknown)) {
                        unseen.computeIfAbsent(targets.names().get(unknown), n -> new TreeSet<>())
                                .add(split);
                    }
                }
            }
            if (!unseen.isEmpty()) {
                sentences.add(sentence(folds.size() == 1 ? "" : " of fold " + fold.name(), unseen));
            }
        }
        return sentences;
    }

    /** Each class of each group by its position among all names. */
    private Set<Integer> classes(Collection<String> splits, Map<String, List<int[]>> encoded) {
        Set<Integer> classes = new TreeSet<>();
        List<Integer> groups = targets.groups();
        for (String split : splits) {
            for (int[] target : encoded.getOrDefault(split, List.of())) {
                int offset = 0;
                for (int i = 0; i < target.length; i++) {
                    classes.add(offset + target[i]);
                    offset += groups.size() > 1 ? groups.get(i) : 0;
                }
            }
        }
        return classes;
    }

    private static String sentence(String fold, Map<String, Set<String>> unseen) {
        List<String> listed = unseen.entrySet().stream()
                .limit(LISTED)
                .map(e -> "'" + e.getKey() + "' (" + String.join(", ", e.getValue()) + ")")
                .toList();
        return "training" + fold + " has no utterance of " + String.join(", ", listed)
                + (unseen.size() > LISTED ? " and " + (unseen.size() - LISTED) + " more" : "");
    }
}
