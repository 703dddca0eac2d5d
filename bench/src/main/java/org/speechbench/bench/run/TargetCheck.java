package org.speechbench.bench.run;

import java.util.Arrays;
import java.util.List;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.Plugins;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Fold;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.Task;

/**
 * Checks that the folds and targets of a task are consistent, before a class that does not exist reaches a script whose
 * indices are not checked. An inconsistency is an error that names the class and, for a plug-in, the jar.
 */
final class TargetCheck {
    private final String origin;
    private final boolean foreign;
    private final TargetKind kind;
    private final int classes;
    private final List<Integer> groups;

    /**
     * @throws UserError if there are no classes, or if the number of names or of classes in the groups differs from the
     *     number of classes
     */
    TargetCheck(Task task, TargetEncoder targets, TargetKind kind) {
        this.origin = Plugins.origin(task);
        this.foreign = Plugins.isForeign(task);
        this.kind = kind;
        this.classes = targets.classes();
        this.groups = targets.groups();
        if (kind == TargetKind.FREE) {
            return;
        }
        int names = targets.names().size();
        long grouped = groups.stream().mapToLong(Integer::longValue).sum();
        if (classes < 1
                || names != classes
                || grouped != classes
                || groups.stream().anyMatch(g -> g < 1)) {
            throw wrong("has " + classes + " classes, names of " + names + ", and groups of " + groups);
        }
    }

    /** @throws UserError if there is nothing to score */
    void requireFolds(List<Fold> folds) {
        if (folds.isEmpty() || folds.stream().anyMatch(f -> f.tests().isEmpty())) {
            throw wrong(folds.isEmpty() ? "has no folds" : "has a fold without a test split");
        }
    }

    /** @throws UserError if a target has classes that do not exist, or does not have one class of each group */
    void requireTarget(Utterance utterance, int[] target) {
        if (kind == TargetKind.FREE) {
            return;
        }
        boolean good = kind == TargetKind.SYMBOLS
                ? Arrays.stream(target).allMatch(c -> c >= 1 && c < classes)
                : target.length == groups.size() && oneOfEach(target);
        if (!good) {
            String shown = target.length > 8
                    ? Arrays.toString(Arrays.copyOf(target, 8)) + " and " + (target.length - 8) + " more"
                    : Arrays.toString(target);
            throw wrong("has the target " + shown + " for utterance " + utterance.id() + ", wanted "
                    + (kind == TargetKind.SYMBOLS
                            ? "numbers from 1 to " + (classes - 1)
                            : "one of each of the groups of " + groups + " classes"));
        }
    }

    private boolean oneOfEach(int[] target) {
        for (int i = 0; i < target.length; i++) {
            if (target[i] < 0 || target[i] >= groups.get(i)) {
                return false;
            }
        }
        return true;
    }

    private UserError wrong(String what) {
        return new UserError(
                "The task " + origin + " " + what + ".",
                foreign ? "Ask the author of the plug-in." : "Report it with the command line.");
    }
}
