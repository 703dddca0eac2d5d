package org.speechbench.reports.significance;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.reports.judge.Scope;
import org.speechbench.reports.significance.Scores.SeedScore;

/**
 * The comparisons that count as a family: the claims that were planned before the run or, without a plan, every pair.
 *
 * @param claims null without a plan
 * @param origin where the plan is from, or why there is none although runs have one; empty if no run has one
 */
record Plan(@Nullable Claims claims, String origin) {
    /** The reason why a pair outside the plan is not tested. */
    static final String NOT_PLANNED = "it is not among the claims that were planned before the run";

    /** The plan of some runs; none if they do not all have the same one. */
    static Plan of(List<RunDirectory> runs) {
        Map<Optional<Claims>, RunDirectory> plans = new LinkedHashMap<>();
        runs.forEach(run -> plans.putIfAbsent(claims(run), run));
        if (plans.size() > 1) {
            List<String> different = new ArrayList<>();
            plans.forEach((claims, run) -> different.add(run.root() + (claims.isPresent() ? "" : ", which has none")));
            return new Plan(null, "the plans of these runs differ: " + String.join("; ", different));
        }
        Claims only =
                plans.keySet().stream().flatMap(Optional::stream).findFirst().orElse(null);
        String more = runs.size() == 1 ? "" : " and in those of the other runs";
        return new Plan(only, only == null ? "" : runs.get(0).provenance() + more);
    }

    private static Optional<Claims> claims(RunDirectory run) {
        return Optional.ofNullable(
                Files.exists(run.provenance())
                        ? new ProvenanceStore(run.provenance()).read().claims()
                        : null);
    }

    /**
     * The family in a sentence.
     *
     * @param pairs the number of its pairs
     * @param tested the number of those that could be tested
     */
    String sentence(long pairs, int tested) {
        String could = tested == pairs ? "" : ", of which " + tested + " could be tested";
        return claims != null
                ? "Family: the " + counted(pairs, "comparison") + " planned in " + origin + " before the run" + could
                        + "."
                : "Family: " + (origin.isEmpty() ? "no plan" : origin) + ", so all " + counted(pairs, "pair")
                        + " of what was given" + could + ".";
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** The reason why a pair with scores is not tested; empty if it is. */
    Optional<String> reason(Pair pair, Scores scores) {
        if (!contains(pair)) {
            return Optional.of(NOT_PLANNED);
        }
        return Stream.of(pair.upstream(), pair.baseline())
                .flatMap(label -> seeds(label, scores.trainings(label, pair.column())).stream())
                .findFirst();
    }

    private Optional<String> seeds(String label, List<List<SeedScore>> trainings) {
        int planned = claims == null ? 0 : claims.seeds();
        boolean trained = trainings.get(0).get(0).row().subject().init().equals("pretrained");
        if (planned == 0 || !trained || trainings.size() == planned) {
            return Optional.empty();
        }
        String found = "planned " + planned + " pre-training seeds, " + trainings.size() + " of '" + label + "' ";
        return Optional.of(
                found + (trainings.size() < planned ? "trained: undecided yet" : "given: leave out those added later"));
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

    /** The pair with the baseline of the plan as its baseline. */
    Pair oriented(Pair pair) {
        return claims != null && pair.upstream().equals(claims.baseline())
                ? new Pair(pair.column(), /* baseline= */ pair.upstream(), /* upstream= */ pair.baseline())
                : pair;
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
