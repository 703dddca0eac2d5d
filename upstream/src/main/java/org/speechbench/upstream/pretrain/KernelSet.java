package org.speechbench.upstream.pretrain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;

/**
 * How a training step is computed.
 *
 * @param optimisations that are in use
 */
public record KernelSet(Set<KernelOption> optimisations) {
    /** The computation of the published code, step for step, on this engine. */
    public static final KernelSet ORIGINAL = new KernelSet(Set.of());

    /** Every optimisation that does not change the function; the default of training. */
    public static final KernelSet OPTIMISED = new KernelSet(EnumSet.allOf(KernelOption.class));

    public KernelSet {
        EnumSet<KernelOption> sorted = EnumSet.noneOf(KernelOption.class);
        sorted.addAll(optimisations);
        optimisations = Collections.unmodifiableSet(sorted);
    }

    public boolean uses(KernelOption optimisation) {
        return optimisations.contains(optimisation);
    }

    /** All of these but one. */
    public KernelSet without(KernelOption optimisation) {
        Set<KernelOption> others = EnumSet.copyOf(optimisations);
        others.remove(optimisation);
        return new KernelSet(others);
    }

    /** {@code original}, {@code optimised}, or the optimisations with {@code +} between them. */
    @JsonValue
    public String id() {
        if (equals(ORIGINAL)) {
            return "original";
        }
        return equals(OPTIMISED)
                ? "optimised"
                : optimisations.stream().map(KernelOption::id).collect(Collectors.joining("+"));
    }

    /**
     * Parses an {@link #id}.
     *
     * @throws UserError if there is no optimisation of that name
     */
    @JsonCreator
    public static KernelSet of(String id) {
        return switch (id) {
            case "original" -> ORIGINAL;
            case "optimised" -> OPTIMISED;
            default -> new KernelSet(Arrays.stream(id.split("\\+", -1))
                    .map(KernelSet::optimisation)
                    .collect(Collectors.toSet()));
        };
    }

    private static KernelOption optimisation(String id) {
        return Arrays.stream(KernelOption.values())
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "There is no way to compute a step that is called '" + id + "'.",
                        "Use original, optimised, or some of "
                                + Arrays.stream(KernelOption.values())
                                        .map(KernelOption::id)
                                        .collect(Collectors.joining(", "))
                                + " with '+' between them."));
    }
}
