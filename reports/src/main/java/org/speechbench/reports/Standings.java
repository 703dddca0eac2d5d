package org.speechbench.reports;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.speechbench.reports.judge.Question;
import org.speechbench.reports.judge.Scope;
import org.speechbench.reports.judge.Verdict;
import org.speechbench.reports.significance.Comparison;
import org.speechbench.reports.significance.Pair;
import org.speechbench.reports.significance.TaskColumn;

/**
 * What the judge found about every two upstreams of a report.
 *
 * @param comparisons by pair, from the point of view of either upstream; empty if nothing was compared
 * @param remarks sentences on all of them: the family to which they belong, and what failed; none if nothing was compared
 */
public record Standings(Map<Pair, Comparison> comparisons, List<String> remarks) {
    /** More names than this are counted. */
    private static final int FEW_NAMES = 3;

    /** The standings of a report whose upstreams were not compared. */
    public static final Standings NONE = new Standings(List.of());

    public Standings {
        comparisons = Map.copyOf(comparisons);
        remarks = comparisons.isEmpty() ? List.of() : List.copyOf(remarks);
    }

    /** @param comparisons one for each pair, in either order */
    public Standings(List<Comparison> comparisons, List<String> remarks) {
        this(
                comparisons.stream()
                        .flatMap(comparison -> Stream.of(comparison, comparison.reversed()))
                        .collect(Collectors.toMap(Comparison::pair, Function.identity(), (first, again) -> first)),
                remarks);
    }

    /** Standings without remarks. */
    public Standings(List<Comparison> comparisons) {
        this(comparisons, List.of());
    }

    boolean isEmpty() {
        return comparisons.isEmpty();
    }

    /** The comparison of an upstream with another; empty if there is none. */
    Optional<Comparison> of(TaskColumn column, String upstream, String baseline) {
        return Optional.ofNullable(comparisons.get(new Pair(column, baseline, upstream)));
    }

    /** Whether the judge found an upstream better than another. */
    boolean isBetter(TaskColumn column, String upstream, String baseline) {
        return of(column, upstream, baseline)
                .filter(c -> c.verdict() == Verdict.BETTER)
                .isPresent();
    }

    /** Whether the judge found an upstream better than every one of the others, of which there is at least one. */
    boolean isBest(TaskColumn column, String upstream, Collection<String> others) {
        return !others.isEmpty() && others.stream().allMatch(other -> isBetter(column, upstream, other));
    }

    /** How certain the lead of an upstream in a column is, in words; empty if nothing was compared. */
    String lead(TaskColumn column, String upstream, Collection<String> others) {
        List<Comparison> own = others.stream()
                .flatMap(other -> of(column, upstream, other).stream())
                .toList();
        if (own.isEmpty()) {
            return "";
        }
        String open = baselines(own, verdict -> verdict != Verdict.BETTER && verdict != Verdict.NOT_TESTABLE);
        String untested = baselines(own, Verdict.NOT_TESTABLE::equals);
        String reasons = own.stream()
                .map(Comparison::reason)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        if (!open.isEmpty()) {
            return "undecided against " + open;
        }
        if (own.stream().allMatch(c -> c.verdict() == Verdict.NOT_TESTABLE)) {
            return "lead not tested: " + reasons;
        }
        String scope = own.stream().allMatch(c -> c.finding().question().scope() == Scope.RECIPE)
                ? ", as recipes"
                : ", as trained models";
        return untested.isEmpty()
                ? "better than all others" + scope
                : "better than all but " + untested + scope + "; not tested: " + reasons;
    }

    /** The first names, and the number of the others. */
    private static String baselines(List<Comparison> comparisons, Predicate<Verdict> which) {
        List<String> names = comparisons.stream()
                .filter(c -> which.test(c.verdict()))
                .map(c -> c.pair().baseline())
                .toList();
        int more = names.size() - FEW_NAMES;
        return names.stream().limit(FEW_NAMES).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** What a reader has to know of the verdicts, as sentences: what they are about, and the remarks. */
    public List<String> sentences() {
        return Stream.concat(Stream.of(scope()).filter(scope -> !scope.isEmpty()), remarks.stream())
                .toList();
    }

    /** What the verdicts are about, as a sentence; empty if there are none. */
    private String scope() {
        List<Question> answered = comparisons.values().stream()
                .filter(c -> c.verdict() != Verdict.NOT_TESTABLE)
                .map(c -> c.finding().question())
                .toList();
        Set<Scope> scopes = answered.stream().map(Question::scope).collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            return "";
        }
        String units = answered.stream()
                .map(question -> question.units().name())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.joining(" or "));
        return scopes.contains(Scope.MODELS)
                ? "Verdicts " + (scopes.size() > 1 ? "on upstreams with fewer than three pre-training seeds " : "")
                        + "are about these trained models, on other " + units
                        + "; training them again may reverse them."
                : "Verdicts are about the recipes: pre-training seeds are part of their error.";
    }
}
