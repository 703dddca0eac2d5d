package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private static final String UNKNOWN = "<unk>";

    private final String label;
    private final Task task;
    private final Corpus corpus;
    private final TargetEncoder targets;
    private final TargetKind kind;
    private final TargetCheck shapes;
    /** How often characters without a class occur, by character and split. */
    private final Map<String, Map<String, Integer>> unknown = new TreeMap<>();

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
     *     predicted, and one about symbols that have no class at all
     * @throws UserError that names the first utterance whose label the task cannot read, and the number of these
     *     utterances
     */
    static List<String> of(String label, Task task, Corpus corpus, TargetKind kind) {
        LabelCheck check = new LabelCheck(label, task, corpus, kind);
        List<Fold> folds = task.folds(corpus);
        check.shapes.requireFolds(folds);
        Map<String, List<int[]>> encoded = new LinkedHashMap<>();
        folds.forEach(fold -> check.encode(fold, encoded));
        List<String> sentences = new ArrayList<>(kind.mustBeTrained() ? check.unseen(folds, encoded) : List.of());
        check.unknown().ifPresent(sentences::add);
        return sentences;
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
                    targets.unknown(utterance).forEach(symbol -> unknown.computeIfAbsent(symbol, s -> new TreeMap<>())
                            .merge(split, 1, Integer::sum));
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

    private Optional<String> unknown() {
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String listed = unknown.entrySet().stream()
                .limit(LISTED)
                .map(e -> "'" + e.getKey() + "' ("
                        + e.getValue().entrySet().stream()
                                .map(split -> split.getValue() + " in " + split.getKey())
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
        return Optional.of("characters that training lacks can never be right: " + listed
                + (unknown.size() > LISTED ? " and " + (unknown.size() - LISTED) + " more" : ""));
    }

    private List<String> unseen(List<Fold> folds, Map<String, List<int[]>> encoded) {
        List<String> sentences = new ArrayList<>();
        for (Fold fold : folds) {
            Set<Integer> trained = classes(fold.train(), encoded);
            Map<String, Set<String>> unseen = new LinkedHashMap<>();
            Set<String> heldOut = new LinkedHashSet<>(fold.dev());
            heldOut.addAll(fold.tests());
            for (String split : heldOut) {
                for (int untrained : classes(List.of(split), encoded)) {
                    String name = targets.names().get(untrained);
                    // Symbols without a class, which share this one, are listed by themselves.
                    boolean listed = name.equals(UNKNOWN) && !unknown.isEmpty();
                    if (!trained.contains(untrained) && !listed) {
                        unseen.computeIfAbsent(name, n -> new TreeSet<>()).add(split);
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
