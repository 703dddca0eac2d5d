package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.core.result.Claims;
import org.speechbench.core.result.Conditions;
import org.speechbench.core.result.Cost;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.Machine;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.Protocol;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RowTemplate;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.Score;
import org.speechbench.core.result.Subject;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.metric.ErrorRateScorer;

/** Writes the files of a run as an experiment would leave them; every utterance has ten words, or one class. */
final class ScoredRun {
    private static final Cost COST = new Cost(1.0, 0.001);
    private static final NamedServices<Task> TASKS = Services.load().tasks();

    private static final int WORDS = 10;

    private final RunDirectory run;
    private final long seed;
    private String preset = "quick";
    /** The task's own where it is 0. */
    private int version;

    private int speakers = 8;
    private String provider = "hubert";
    private double falseBy;
    private boolean nameless;
    private Subject.Training training;
    private String corpus = "c0ffee00".repeat(8);

    ScoredRun(Path folder, long seed) {
        this.run = new RunDirectory(folder);
        this.seed = seed;
        this.training = new Subject.Training(seed, "recipe");
    }

    ScoredRun preset(String id) {
        preset = id;
        return this;
    }

    ScoredRun version(int number) {
        version = number;
        return this;
    }

    ScoredRun speakers(int count) {
        speakers = count;
        return this;
    }

    ScoredRun provider(String name) {
        provider = name;
        return this;
    }

    /** Makes the score of results.csv another than that of the predictions. */
    ScoredRun falseBy(double points) {
        falseBy = points;
        return this;
    }

    /** Scores from now on rest on this corpus; on one that is not recorded if it is empty. */
    ScoredRun corpus(String digest) {
        corpus = digest;
        return this;
    }

    /** The upstreams were pre-trained by this recipe, with the run's seed. */
    ScoredRun recipe(String digest) {
        training = new Subject.Training(seed, digest);
        return this;
    }

    /** The upstreams were made by this recipe from a teacher that was trained with a seed; null if that is not known. */
    ScoredRun recipe(String digest, @Nullable Long teacher) {
        training = new Subject.Training(seed, digest, teacher);
        return this;
    }

    /** The run has a provenance, without claims. */
    ScoredRun recorded() {
        return claims(null);
    }

    /** The run planned these claims. */
    ScoredRun claims(@Nullable Claims planned) {
        new ProvenanceStore(run.provenance())
                .write(new Provenance(
                        new Provenance.Origin("1", "abc", "2026-01-02T03:04:05Z", List.of("run"), seed),
                        new Provenance.Environment(
                                "JVM", "Linux", "PyTorch", "2", "cpu", new Machine("Some CPU", List.of(), 2, 0), 2),
                        Map.of(),
                        new Provenance.Inputs(Map.of(), Map.of(), "digest"),
                        List.of(),
                        planned));
        return this;
    }

    /** Leaves the speakers out. */
    ScoredRun nameless() {
        nameless = true;
        return this;
    }

    Path folder() {
        return run.root();
    }

    RunDirectory files() {
        return run;
    }

    /** A score of task {@code asr} with two utterances a speaker. */
    ScoredRun words(String upstream, String task, IntUnaryOperator errorsOfSpeaker) {
        List<PredictionLine> lines = new ArrayList<>();
        int errors = 0;
        for (int s = 0; s < speakers; s++) {
            for (int u = 0; u < 2; u++) {
                int wrong = errorsOfSpeaker.applyAsInt(s);
                errors += wrong;
                List<String> said = new ArrayList<>(Collections.nCopies(wrong, "NO"));
                said.addAll(Collections.nCopies(WORDS - wrong, "YES"));
                String reference = String.join(" ", Collections.nCopies(WORDS, "YES"));
                lines.add(new PredictionLine(
                        "u" + s + "-" + u, nameless ? "" : "s" + s, reference, String.join(" ", said)));
            }
        }
        write(
                upstream,
                task,
                "asr",
                ErrorRateScorer.WER,
                lines,
                100.0 * errors / (lines.size() * WORDS),
                List.of("all"));
        return this;
    }

    /** A score of task {@code er} of two folds, whose mean is not the rate of all utterances. */
    ScoredRun folds(String upstream, String task, IntUnaryOperator rightOfSpeaker) {
        List<PredictionLine> lines = new ArrayList<>();
        for (int s = 0; s < speakers; s++) {
            for (int u = 0; u < 4; u++) {
                lines.add(new PredictionLine(
                        "u" + s + "-" + u,
                        "s" + s,
                        "very sad",
                        u < rightOfSpeaker.applyAsInt(s) ? "very sad" : "glad"));
            }
        }
        write(upstream, task, "er", AccuracyScorer.ACCURACY, lines, 12.5, List.of("fold1", "fold2"));
        return this;
    }

    ScoredRun failed(String upstream, String task) {
        new ResultStore(run.results())
                .append(rows(upstream, task, "asr", "").failed(ErrorRateScorer.WER, COST, "diverged"));
        return this;
    }

    private void write(
            String upstream,
            String task,
            String name,
            Metric metric,
            List<PredictionLine> lines,
            double value,
            List<String> folds) {
        new PredictionFile(run.predictions(upstream, task, "test")).write(lines);
        new LayerWeights(run.layers())
                .append(folds.stream()
                        .map(fold -> new LayerWeight(upstream, task, fold, 0, 1))
                        .toList());
        new ResultStore(run.results())
                .append(rows(upstream, task, name, "head()")
                        .ok(new Score(metric, value + falseBy, lines.size(), null), COST, ""));
    }

    private RowTemplate rows(String upstream, String task, String name, String head) {
        int shown = version > 0 ? version : TASKS.get(name).card().version();
        return new RowTemplate(
                RowKind.SCORE,
                new Subject(
                        upstream, provider, "tiny", "pretrained", "digest" + seed, upstream.equals("seer"), training),
                new Protocol(task, name, shown, preset, head, "test", corpus),
                Conditions.ofPrecision("fp32"),
                seed);
    }
}
