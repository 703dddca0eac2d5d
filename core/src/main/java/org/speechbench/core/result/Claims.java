package org.speechbench.core.result;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.NearNames;
import org.speechbench.core.Range;
import org.speechbench.core.UserError;

/**
 * What an experiment is to show, planned before its scores are known: the comparisons of some upstreams with a baseline
 * on some tasks. Labels are sorted, since their order means nothing.
 *
 * @param baseline the label of the upstream that the others are compared with
 * @param upstreams their labels; empty for all others of the experiment
 * @param tasks the labels of the tasks; empty for all of the experiment
 * @param margin the difference that does not matter, by the id of a metric and in its unit; with none, or with 0,
 *     nothing is ever called equal
 * @param seeds the number of pre-training seeds of each upstream on which the findings are to rest; 0 if it is not planned
 */
public record Claims(
        String baseline,
        List<String> upstreams,
        List<String> tasks,
        Map<String, Double> margin,
        Scope scope,
        int seeds) {
    /** What the findings are to hold for. */
    public enum Scope {
        /** The models that the run trains. */
        MODELS,
        /** Their recipes, trained again with any seed. */
        RECIPE
    }

    /** @throws UserError if a margin is negative or not finite, or the number of seeds is negative */
    public Claims {
        upstreams = upstreams.stream().sorted().toList();
        tasks = tasks.stream().sorted().toList();
        Range.atLeast("claims.seeds", seeds, 0);
        margin = Map.copyOf(margin);
        margin.forEach((metric, points) -> Range.atLeast("claims.margin." + metric, points, 0));
    }

    /**
     * The same plan with every label written out.
     *
     * @param known the labels of the experiment's upstreams
     * @param scored the labels of its tasks
     * @throws UserError if a label is none of them or is named twice, or if nothing is compared
     */
    public Claims over(Collection<String> known, Collection<String> scored) {
        require("baseline", "upstream", List.of(baseline), known);
        List<String> others =
                known.stream().filter(label -> !label.equals(baseline)).toList();
        require("upstreams", "upstream other than the baseline", upstreams, others);
        require("tasks", "task", tasks, scored);
        if (others.isEmpty() || scored.isEmpty()) {
            throw new UserError(
                    "claims: there is no " + (others.isEmpty() ? "upstream to compare with " + baseline : "task")
                            + " in the experiment.",
                    "Add one, or leave claims out.");
        }
        return new Claims(
                baseline,
                upstreams.isEmpty() ? others : upstreams,
                tasks.isEmpty() ? List.copyOf(scored) : tasks,
                margin,
                scope,
                seeds);
    }

    private static void require(String key, String what, List<String> labels, Collection<String> known) {
        Set<String> seen = new LinkedHashSet<>();
        for (String label : labels) {
            if (!known.contains(label)) {
                throw NearNames.unknown(
                        "claims." + key + " names '" + label + "', which is no " + what + " of the experiment.",
                        label,
                        known);
            }
            if (!seen.add(label)) {
                throw new UserError("claims." + key + " names '" + label + "' twice.", "Name it once.");
            }
        }
    }
}
