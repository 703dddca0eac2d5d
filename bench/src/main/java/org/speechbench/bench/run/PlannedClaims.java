package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.UpstreamEntry;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.reports.judge.ScoreEvidence;
import org.speechbench.tasks.Task;

/** Checks what an experiment plans to claim. */
record PlannedClaims(ExperimentConfig config, Claims claims) {
    /**
     * Warnings about the claims of an experiment; none if it has no claims.
     *
     * @throws UserError if a margin is of a metric that no planned task has, or if the planned number of seeds contradicts
     *     the scope or the pre-trainings
     */
    static List<String> warnings(ExperimentConfig config, NamedServices<Task> tasks) {
        Claims claims = config.probing().claims();
        if (claims == null) {
            return List.of();
        }
        PlannedClaims planned = new PlannedClaims(config, claims);
        planned.requireMetrics(tasks);
        planned.requireSeeds();
        return planned.labels()
                .map(planned::missingSeeds)
                .filter(warning -> !warning.isEmpty())
                .toList();
    }

    private void requireMetrics(NamedServices<Task> tasks) {
        List<String> metrics = claims.tasks().stream()
                .map(label -> Objects.requireNonNull(config.tasks().get(label)).task())
                .map(task -> tasks.get(task).card().metric().id())
                .distinct()
                .toList();
        claims.margin().keySet().stream()
                .filter(id -> !metrics.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw NearNames.unknown(
                            "claims.margin names '" + id + "', which is the metric of no planned task.", id, metrics);
                });
    }

    private void requireSeeds() {
        int planned = claims.seeds();
        if (planned == 0) {
            return;
        }
        if (claims.scope() == Claims.Scope.RECIPE && planned < ScoreEvidence.FEWEST_TRAININGS) {
            throw new UserError(
                    "claims.seeds is " + planned + "; a finding about recipes takes at least "
                            + ScoreEvidence.FEWEST_TRAININGS + " pre-training seeds.",
                    "Plan more seeds, or write 'scope: models'.");
        }
        if (labels().noneMatch(this::isTrainedHere)) {
            throw new UserError(
                    "claims.seeds is " + planned + ", but none of the upstreams is pre-trained by the experiment.",
                    "Leave claims.seeds out.");
        }
        labels().filter(label -> isTrainedHere(label) && seeds(label) > planned)
                .findFirst()
                .ifPresent(label -> {
                    throw new UserError(
                            "claims.seeds is " + planned + ", but " + label + " is pre-trained with " + seeds(label)
                                    + " seeds.",
                            "Write the same number in both.");
                });
    }

    private Stream<String> labels() {
        return Stream.concat(Stream.of(claims.baseline()), claims.upstreams().stream());
    }

    private UpstreamEntry entry(String label) {
        return Objects.requireNonNull(config.upstreams().get(label));
    }

    private boolean isTrainedHere(String label) {
        return entry(label).init().equals("pretrained");
    }

    private int seeds(String label) {
        return config.probed(label, entry(label)).size();
    }

    /** What follows for a finding if an upstream has fewer seeds than it takes; empty if it has enough. */
    private String missingSeeds(String label) {
        int seeds = seeds(label);
        if (claims.seeds() > 0 && isTrainedHere(label)) {
            return seeds == claims.seeds()
                    ? ""
                    : "claims: " + label + " has " + seeds + " of the " + claims.seeds()
                            + " planned pre-training seeds; nothing is found until runs with the others are given to"
                            + " 'significance' together with this one";
        }
        boolean trained = isTrainedHere(label) || entry(label).init().equals("checkpoint");
        return claims.scope() == Claims.Scope.RECIPE && trained && seeds < ScoreEvidence.FEWEST_TRAININGS
                ? "claims: " + label + " has " + seeds + " of the at least " + ScoreEvidence.FEWEST_TRAININGS
                        + " pre-training seeds that a finding about recipes takes; it will be about these models only"
                : "";
    }

    /**
     * Refuses claims that were made or changed after looking.
     *
     * @param now the claims of the experiment; null for none
     * @throws UserError if the run has scores and was planned with other claims
     */
    static void requireSame(RunDirectory run, @Nullable Claims now, List<ResultRow> rows) {
        ProvenanceStore store = new ProvenanceStore(run.provenance());
        Claims before = store.exists() ? store.read().claims() : null;
        boolean scored = rows.stream().anyMatch(row -> row.is(RowKind.SCORE) && row.ok());
        if (scored && !Objects.equals(before, now)) {
            Path root = run.root();
            throw new UserError(
                    root + " has scores and was planned "
                            + (before == null ? "without claims" : "with other claims (see its provenance.json)")
                            + "; what is planned after looking at scores is no plan.",
                    before == null
                            ? "Leave claims out, or use another --out."
                            : "Write claims as they were, with every upstream and task, or use another --out.");
        }
    }
}
