package org.speechbench.bench.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.UserError;

/**
 * The order in which pre-trainings and fine-tunings run: that of the file with pre-trainings first, but none before the
 * one from which its targets or its weights come.
 */
final class TrainingOrder {
    private final Map<String, PretrainEntry> pretrain;
    private final Map<String, FinetuneEntry> finetune;
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> begun = new ArrayList<>();

    private TrainingOrder(Map<String, PretrainEntry> pretrain, Map<String, FinetuneEntry> finetune) {
        this.pretrain = pretrain;
        this.finetune = finetune;
    }

    /** @throws UserError if a label is used twice, or if something depends on what does not exist or on itself */
    static List<String> of(Map<String, PretrainEntry> pretrain, Map<String, FinetuneEntry> finetune) {
        finetune.keySet().stream().filter(pretrain::containsKey).findFirst().ifPresent(label -> {
            throw new UserError(
                    "'" + label + "' is an entry of pretrain and of finetune.", "Give one of them another label.");
        });
        TrainingOrder order = new TrainingOrder(pretrain, finetune);
        pretrain.keySet().forEach(order::visit);
        finetune.keySet().forEach(order::visit);
        return List.copyOf(order.done);
    }

    private void visit(String label) {
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
        PretrainEntry entry = pretrain.get(label);
        String source = entry != null ? targets(label, entry) : weights(label);
        if (!source.isEmpty()) {
            visit(source);
        }
        begun.remove(label);
        done.add(label);
    }

    private String targets(String label, PretrainEntry entry) {
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
        return source;
    }

    private String weights(String label) {
        String from =
                java.util.Objects.requireNonNull(finetune.get(label)).start().from();
        if (!from.isEmpty() && !pretrain.containsKey(from)) {
            throw new UserError(
                    "finetune " + label + " begins with '" + from + "', which is not there.",
                    EntryLabels.remedy("pretrain", from, pretrain));
        }
        return from;
    }
}
