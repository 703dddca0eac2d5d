package org.speechbench.bench.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * The trainings of an experiment by label, in the order of the file.
 *
 * @param pretrain the pre-trainings
 * @param finetune the fine-tunings
 * @param distill the students
 */
public record Trainings(
        Map<String, PretrainEntry> pretrain, Map<String, FinetuneEntry> finetune, Map<String, DistillEntry> distill) {
    /** @throws UserError if a label is used twice, or if something depends on what does not exist or on itself */
    public Trainings(
            Map<String, PretrainEntry> pretrain,
            Map<String, FinetuneEntry> finetune,
            @Nullable Map<String, DistillEntry> distill) {
        this.pretrain = Ordered.copy(pretrain);
        this.finetune = Ordered.copy(finetune);
        this.distill = distill == null ? Map.of() : Ordered.copy(distill);
        Set<String> used = new HashSet<>();
        sections()
                .forEach((section, labels) -> labels.forEach(label -> {
                    EntryLabels.check(section, label);
                    if (!used.add(label)) {
                        throw new UserError(
                                "'" + label + "' is an entry of two of pretrain, finetune and distill.",
                                "Give one of them another label.");
                    }
                }));
        withoutTranscripts().forEach(this::requireTargets);
        finetune.forEach(this::requireWeights);
        order();
    }

    private Map<String, Set<String>> sections() {
        Map<String, Set<String>> sections = new LinkedHashMap<>();
        sections.put("pretrain", pretrain.keySet());
        sections.put("finetune", finetune.keySet());
        sections.put("distill", distill.keySet());
        return sections;
    }

    /** Pre-trainings and students. */
    public Map<String, PretrainEntry> withoutTranscripts() {
        Map<String, PretrainEntry> all = new LinkedHashMap<>(pretrain);
        distill.forEach((label, entry) -> all.put(label, entry.pretraining()));
        return Ordered.copy(all);
    }

    /**
     * The labels in the order in which the trainings run: that of the file with pre-trainings first, then students, but
     * none before those from which its targets or its weights come.
     */
    public List<String> order() {
        Set<String> done = new LinkedHashSet<>();
        withoutTranscripts().keySet().forEach(label -> visit(label, new ArrayList<>(), done));
        finetune.keySet().forEach(label -> visit(label, new ArrayList<>(), done));
        return List.copyOf(done);
    }

    /** The label of the training that another is based on; empty for none. */
    public String dependsOn(String label) {
        PretrainEntry trained = withoutTranscripts().get(label);
        FinetuneEntry tuned = finetune.get(label);
        return trained != null
                ? trained.targets().dependsOn()
                : tuned != null ? tuned.start().from() : "";
    }

    /** The labels of all trainings that must come before another. */
    public List<String> needs(String label) {
        PretrainEntry trained = withoutTranscripts().get(label);
        String source = dependsOn(label);
        return trained != null ? trained.needs() : source.isEmpty() ? List.of() : List.of(source);
    }

    /** The trainings that must come before another, without those that one of these includes. */
    public List<String> sources(String label) {
        List<String> needed = needs(label);
        return needed.stream()
                .filter(one -> needed.stream().noneMatch(other -> includes(other, one)))
                .toList();
    }

    private boolean includes(String label, String earlier) {
        return needs(label).stream().anyMatch(needed -> needed.equals(earlier) || includes(needed, earlier));
    }

    /** The number of models that a training makes; 1 if the label is empty. */
    public int seeds(String label) {
        PretrainEntry trained = withoutTranscripts().get(label);
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
                    "The targets or weights of " + label + " come from themselves: " + String.join(" from ", begun)
                            + " from " + label + ".",
                    "Let one of them take other targets, for example 'kind: kmeans_mfcc'.");
        }
        begun.add(label);
        needs(label).forEach(source -> visit(source, new ArrayList<>(begun), done));
        done.add(label);
    }

    private void requireTargets(String label, PretrainEntry entry) {
        Map<String, PretrainEntry> all = withoutTranscripts();
        String source = entry.targets().dependsOn();
        boolean finetuned = entry.targets().needsFinetuned();
        boolean there = finetune.containsKey(source) || (!finetuned && all.containsKey(source));
        if (!source.isEmpty() && !there) {
            throw new UserError(
                    "The targets of " + entry.section() + " " + label + " come from '" + source
                            + "', which is not there.",
                    finetuned
                            ? EntryLabels.remedy("finetune", source, finetune)
                            : EntryLabels.remedy("pretrain", source, all));
        }
        for (String needed : entry.needs()) {
            if (!needed.equals(source) && !all.containsKey(needed)) {
                throw new UserError(
                        "distill " + label + " begins with the weights of '" + needed + "', which is not there.",
                        EntryLabels.remedy("distill", needed, all));
            }
        }
    }

    private void requireWeights(String label, FinetuneEntry entry) {
        String from = entry.start().from();
        if (!from.isEmpty() && !withoutTranscripts().containsKey(from)) {
            throw new UserError(
                    "finetune " + label + " begins with '" + from + "', which is not there.",
                    EntryLabels.remedy("pretrain", from, withoutTranscripts()));
        }
    }
}
