package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.judge.Scope;

/**
 * The comparisons that count as a family: the claims that were planned before the run or, without a plan, every pair.
 *
 * @param claims null without a plan
 */
record Plan(@Nullable Claims claims) {
    /** The reason why a pair outside the plan is not tested. */
    static final String NOT_PLANNED = "it is not among the claims that were planned before the run";

    /** The plan of some runs; none if they do not all have the same one. */
    static Plan of(Collection<RunDirectory> runs) {
        List<Claims> plans = runs.stream()
                .map(RunDirectory::provenance)
                .map(file ->
                        Files.exists(file) ? new ProvenanceStore(file).read().claims() : null)
                .filter(Objects::nonNull)
                .toList();
        boolean same = plans.size() == runs.size() && plans.stream().distinct().count() == 1;
        return new Plan(same ? plans.get(0) : null);
    }

    boolean contains(Pair pair) {
        if (claims == null) {
            return true;
        }
        boolean oneWay =
                pair.baseline().equals(claims.baseline()) && claims.upstreams().contains(pair.upstream());
        boolean otherWay =
                pair.upstream().equals(claims.baseline()) && claims.upstreams().contains(pair.baseline());
        return claims.tasks().contains(pair.column().task()) && (oneWay || otherWay);
    }

    /** The difference that does not matter on a task. */
    double margin(TaskColumn column) {
        return claims == null ? 0 : claims.margin().getOrDefault(column.metric().id(), 0.0);
    }

    /** The widest scope that a finding may have. */
    Scope scope() {
        return claims != null && claims.scope() == Claims.Scope.MODELS ? Scope.MODELS : Scope.RECIPE;
    }
}
