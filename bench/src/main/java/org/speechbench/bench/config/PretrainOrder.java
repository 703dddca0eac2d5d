package org.speechbench.bench.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.UserError;

/** In which order pre-trainings run: as in the file, but none before the one that its targets come from. */
final class PretrainOrder {
    private final Map<String, PretrainEntry> entries;
    private final Set<String> done = new LinkedHashSet<>();
    private final List<String> begun = new ArrayList<>();

    private PretrainOrder(Map<String, PretrainEntry> entries) {
        this.entries = entries;
    }

    /** @throws UserError if targets come from what is not there, or in a circle from themselves */
    static List<String> of(Map<String, PretrainEntry> entries) {
        PretrainOrder order = new PretrainOrder(entries);
        entries.keySet().forEach(order::visit);
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
        String source = entry(label).targets().dependsOn();
        if (!source.isEmpty()) {
            if (!entries.containsKey(source)) {
                throw new UserError(
                        "The targets of pretrain " + label + " come from '" + source + "', which is not there.",
                        "Name one of " + entries.keySet() + " or add it under 'pretrain:'.");
            }
            visit(source);
        }
        begun.remove(label);
        done.add(label);
    }

    private PretrainEntry entry(String label) {
        return java.util.Objects.requireNonNull(entries.get(label));
    }
}
