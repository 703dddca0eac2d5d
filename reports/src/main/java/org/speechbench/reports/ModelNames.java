package org.speechbench.reports;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.Subject;

/**
 * The names of models in a table: the label, with the pre-training seed where the table has several of that label.
 *
 * @param several the labels with several pre-training seeds
 */
public record ModelNames(Set<String> several) {
    public ModelNames {
        several = Set.copyOf(several);
    }

    /** The names in a table of some models. */
    public static ModelNames of(Collection<Subject> models) {
        Map<String, Set<Long>> seeds = new HashMap<>();
        for (Subject model : models) {
            Long seed = model.training().seed();
            if (seed != null) {
                seeds.computeIfAbsent(model.label(), label -> new HashSet<>()).add(seed);
            }
        }
        return new ModelNames(seeds.entrySet().stream()
                .filter(label -> label.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    /** The name of one of them, for example {@code fast} or {@code fast@2}. */
    public String of(Subject model) {
        Long seed = model.training().seed();
        return seed != null && several.contains(model.label()) ? SeededLabel.name(model.label(), seed) : model.label();
    }
}
