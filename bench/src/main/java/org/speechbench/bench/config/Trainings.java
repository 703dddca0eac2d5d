package org.speechbench.bench.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.UserError;

/**
 * The trainings of an experiment by label, in the order of the file.
 *
 * @param pretrain the pre-trainings
 * @param finetune the fine-tunings
 */
public record Trainings(Map<String, PretrainEntry> pretrain, Map<String, FinetuneEntry> finetune) {
    /** @throws UserError if a label is used twice, or if something depends on what does not exist or on itself */
    public Trainings(Map<String, PretrainEntry> pretrain, Map<String, FinetuneEntry> finetune) {
        this.pretrain = Ordered.copy(pretrain);
        this.finetune = Ordered.copy(finetune);
        pretrain.keySet().forEach(label -> EntryLabels.check("pretrain", label));
        finetune.keySet().forEach(label -> EntryLabels.check("finetune", label));
        finetune.keySet().stream().filter(pretrain::containsKey).findFirst().ifPresent(label -> {
            throw new UserError(
                    "'" + label + "' is an entry of pretrain and of finetune.", "Give one of them another label.");
        });
        pretrain.forEach(this::requireTargets);
        finetune.forEach(this::requireWeights);
        order();
    }

    /**
     * The labels in the order in which the trainings run: that of the file with pre-trainings first, but none before
     * the one from which its targets or its weights come.
     */
    public List<String> order() {
        Set<String> done = new LinkedHashSet<>();
        pretrain.keySet().forEach(label -> visit(label, new ArrayList<>(), done));
        finetune.keySet().forEach(label -> visit(label, new ArrayList<>(), done));
        return List.copyOf(done);
    }

    /** The label of the training that another depends on; empty for none. */
    public String dependsOn(String label) {
        PretrainEntry trained = pretrain.get(label);
        FinetuneEntry tuned = finetune.get(label);
        return trained != null
                ? trained.targets().dependsOn()
                : tuned != null ? tuned.start().from() : "";
    }

    /** The number of models that a training makes; 1 if the label is empty. */
    public int seeds(String label) {
        PretrainEntry trained = pretrain.get(label);
        FinetuneEntry tuned = finetune.get(label);
        return trained != null
                ? trained.seeds()
                : tuned != null ? seeds(tuned.start().from()) : 1;
    }

    private void visit(String label, List<String> begun, Set<String> done) {
        if (done.contains(label)) {
            return;
        }
        if (begun.contains(label)) {
            throw new UserError(
                    "The targets of pretrain " + label + " come from themselves: " + String.join(" from ", begun)
                            + " from " + label + ".",
                    "Let one of them take other targets, for example 'kind: kmeans_mfcc'.");
        }
        begun.add(label);
        String source = dependsOn(label);
        if (!source.isEmpty()) {
            visit(source, begun, done);
        }
        done.add(label);
    }

    private void requireTargets(String label, PretrainEntry entry) {
        String source = entry.targets().dependsOn();
        boolean finetuned = entry.targets().needsFinetuned();
        boolean there = finetune.containsKey(source) || (!finetuned && pretrain.containsKey(source));
        if (!source.isEmpty() && !there) {
            throw new UserError(
                    "The targets of pretrain " + label + " come from '" + source + "', which is not there.",
                    finetuned
                            ? EntryLabels.remedy("finetune", source, finetune)
                            : EntryLabels.remedy("pretrain", source, pretrain));
        }
    }

    private void requireWeights(String label, FinetuneEntry entry) {
        String from = entry.start().from();
        if (!from.isEmpty() && !pretrain.containsKey(from)) {
            throw new UserError(
                    "finetune " + label + " begins with '" + from + "', which is not there.",
                    EntryLabels.remedy("pretrain", from, pretrain));
        }
    }
}
