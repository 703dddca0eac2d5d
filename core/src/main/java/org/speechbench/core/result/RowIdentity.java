package org.speechbench.core.result;

import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a row measures, without the result: rows of two runs are the same measurement if their identities are equal.
 *
 * @param subject the upstream, regardless of its weights
 * @param baseline the baseline of a ratio; otherwise empty
 * @param precision the precision, of scores as well as of timings
 * @param seed the seed of the head; null for timings, which have none
 */
public record RowIdentity(
        RowKind kind, Subject subject, Comparability terms, String baseline, String precision, @Nullable Long seed) {
    public static RowIdentity of(ResultRow row) {
        return new RowIdentity(
                row.kind(),
                row.subject().ofAnyWeights(),
                row.comparability(),
                row.measure().baseline(),
                row.conditions().precision(),
                row.measure().seed());
    }

    public String upstream() {
        return subject.label();
    }

    /** The label of the task, or the benchmark. */
    public String task() {
        return terms.protocol().task();
    }

    /** The same measurement on any machine, for use where two machines are known to be of the same kind. */
    public RowIdentity onAnyMachine() {
        return on(terms.conditions().on(MachineKind.UNKNOWN));
    }

    private RowIdentity on(Conditions conditions) {
        return new RowIdentity(
                kind,
                subject,
                new Comparability(terms.protocol(), terms.metric(), conditions),
                baseline,
                precision,
                seed);
    }

    /**
     * Whether a reader could mistake another measurement for the same: they may differ in version of the task, preset,
     * head, corpus, precision, machine, workload and seeds.
     */
    public boolean looksLike(RowIdentity other) {
        Protocol mine = terms.protocol();
        Protocol theirs = other.terms.protocol();
        return kind == other.kind
                && upstream().equals(other.upstream())
                && subject.model().equals(other.subject.model())
                && mine.task().equals(theirs.task())
                && mine.taskName().equals(theirs.taskName())
                && mine.split().equals(theirs.split())
                && terms.metric().equals(other.terms.metric());
    }

    /** The differences from another measurement, in words; empty if they are equal. */
    public String difference(RowIdentity other) {
        Protocol mine = terms.protocol();
        Protocol theirs = other.terms.protocol();
        StringJoiner differences = new StringJoiner(", ");
        note(differences, "init", subject.init(), other.subject.init());
        note(differences, "task version", Integer.toString(mine.taskVersion()), Integer.toString(theirs.taskVersion()));
        note(differences, "preset", mine.preset(), theirs.preset());
        note(differences, "head", mine.head(), theirs.head());
        note(differences, "precision", precision, other.precision);
        note(differences, "setting", work(), other.work());
        note(
                differences,
                "pre-training seed",
                String.valueOf(subject.training().seed()),
                String.valueOf(other.subject.training().seed()));
        note(differences, "seed", String.valueOf(seed), String.valueOf(other.seed));
        note(differences, "corpora", mine.corpusName(), theirs.corpusName());
        terms.conditions()
                .machine()
                .differences(other.terms.conditions().machine())
                .forEach(differences::add);
        return differences.toString();
    }

    private static void note(StringJoiner differences, String what, String one, String other) {
        if (!one.equals(other)) {
            differences.add(what + " " + one + " and " + other);
        }
    }

    /**
     * For a timing, what was timed, for display and for {@code rounds.csv}, for example {@code A over B, 4 x 15.0 s}.
     */
    public String work() {
        String ratio = baseline.isEmpty() ? "" : upstream() + " over " + baseline;
        return Stream.of(ratio, terms.conditions().workload())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** The measurement in readable form, on one line. */
    public String text() {
        StringJoiner text = new StringJoiner(", ");
        text.add(subject.name()).add(task());
        String about = work().isEmpty() ? terms.protocol().split() : work();
        if (!about.isEmpty()) {
            text.add(about);
        }
        text.add(terms.metric().id());
        if (seed != null) {
            text.add("seed " + seed);
        }
        return text.toString();
    }
}
