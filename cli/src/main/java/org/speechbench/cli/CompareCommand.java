package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.revision.Confirmation;
import org.speechbench.bench.revision.RevisionPlan;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Provenance;
import org.speechbench.engine.device.Devices;
import org.speechbench.reports.compare.Baselines;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RunComparison;
import org.speechbench.reports.compare.Sessions;
import org.speechbench.reports.compare.Thresholds;
import org.speechbench.reports.significance.SameCell;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code compare}: determines whether a run is worse than a baseline. */
@Command(
        name = "compare",
        description =
                "Test whether speed-ups, shares of the ceiling and scores of a run are worse than those of a baseline"
                        + " of the same kind of machine, or measure two revisions side by side. The exit status is 1 if a figure"
                        + " is worse or missing; 2 if nothing could be compared; 0 otherwise, even if figures are undecided.",
        footer = {
            "  speechbench compare bench/baselines runs/now --max-regression 0.1",
            "  speechbench compare --revisions main HEAD --markdown",
            "  speechbench compare --power experiments/regression.yaml",
            "  speechbench compare bench/baselines runs/now --junit out.xml"
        })
final class CompareCommand extends BaseCommand implements Callable<Integer> {
    /** The figures that are compared. */
    enum Only {
        speeds,
        scores,
        all
    }

    @Parameters(
            paramLabel = "BASELINE CURRENT",
            arity = "0..*",
            description =
                    "A run or a folder of baselines, with one for each kind of machine, and one or more runs of the"
                            + " current revision.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--revisions",
            arity = "2",
            paramLabel = "REVISION",
            description = "Check out two revisions, build them, and measure them side by side, round by round.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = "--fallback-revision",
            paramLabel = "REVISION",
            description =
                    "If there is no baseline of this kind of machine, measure HEAD against this revision instead.")
    private @Nullable String fallback;

    @Option(
            names = "--confirm",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Where a timing is better or worse than the baseline, or the baseline has too few sessions, measure the"
                            + " baseline's revision and HEAD side by side, and report what both say. On by default.")
    private boolean confirm;

    @Option(
            names = "--require-equal",
            description =
                    "Exit with status 1 as well if a loss beyond the threshold is not ruled out for every figure.")
    private boolean requireEqual;

    @Option(
            names = "--power",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "CONFIG.yaml",
            description = "Measure nothing; print which losses different numbers of rounds of two revisions would find,"
                    + " with which chance, and the minutes that they take. Rounds cannot be added after looking.")
    private @Nullable Path power;

    @Mixin
    private RevisionSettings measuring = new RevisionSettings();

    @Option(
            names = "--max-regression",
            paramLabel = "SHARE",
            converter = Percentage.Converter.class,
            description = "The largest tolerated loss of a speed or ratio, for example 5%% or 0.05. Default: 5%%.")
    private Percentage regression = new Percentage(Thresholds.USUAL.regression());

    @Option(
            names = "--max-score-loss",
            paramLabel = "POINTS",
            description = "The largest tolerated loss of a score, in its unit. Default: ${DEFAULT-VALUE}.")
    private double scoreLoss = Thresholds.USUAL.scoreLoss();

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            description = "One of ${COMPLETION-CANDIDATES}. Scores may be compared between machines.")
    private Only only = Only.all;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Option(names = "--markdown", description = "Print a table for the comment of a pull request.")
    private boolean markdown;

    @Option(names = "--junit", paramLabel = "FILE.xml", description = "Write a test suite, a case each figure.")
    private @Nullable Path junit;

    @Override
    public Integer call() {
        if (json && markdown) {
            throw new UserError("--json and --markdown were both given.", "Leave one of them out.");
        }
        Thresholds thresholds = new Thresholds(regression.share(), scoreLoss);
        if (power != null) {
            print(plan(power, thresholds));
            return 0;
        }
        Deltas deltas = deltas(thresholds);
        if (junit != null) {
            AtomicFiles.write(junit, RegressionJunit.of(deltas));
        }
        print(deltas);
        return status(deltas);
    }

    private int status(Deltas deltas) {
        if (!deltas.fails() && !deltas.isTested()) {
            console().warn("nothing could be compared: none of the figures could be tested.");
            return 2;
        }
        return deltas.fails() || (requireEqual && deltas.isOpen()) ? 1 : 0;
    }

    private Deltas deltas(Thresholds thresholds) {
        if (!revisions.isEmpty()) {
            if (!runs.isEmpty()) {
                throw new UserError("--revisions and " + runs + " were both given.", "Leave one of the two out.");
            }
            return measuring
                    .run(console(), Devices.cpu().text(), List.of())
                    .compare(measuring.home(), revisions.get(0), revisions.get(1), thresholds);
        }
        if (runs.size() < 2) {
            throw new UserError(
                    "Got " + runs + ", wanted BASELINE and CURRENT.", "Name both, or use --revisions BASE HEAD.");
        }
        List<Path> current = runs.subList(1, runs.size());
        List<Path> sessions = baseline(new Baselines(runs.get(0)), current.get(0));
        if (sessions.isEmpty()) {
            console().warn("no baseline of this kind of machine; measuring " + fallback + " and HEAD.");
            return sideBySide(String.valueOf(fallback), List.of(), thresholds);
        }
        String revision = Baselines.requireOneRevision(sessions);
        Baselines.requireOneRevision(current);
        Sessions before = Sessions.read(sessions);
        Sessions now = Sessions.read(current);
        Deltas deltas = RunComparison.compare(
                before,
                now,
                thresholds,
                guarded(),
                RunComparison.Design.BY_SESSION,
                new SameCell(Services.load().tasks()));
        if (!confirm || before.isPartOf(now) || !Confirmation.isNeeded(deltas)) {
            return deltas;
        }
        console()
                .warn(sessions.size() + (sessions.size() == 1 ? " session" : " sessions")
                        + " of the baseline; measuring its revision " + revision + " and HEAD side by side.");
        return new Confirmation(deltas, sideBySide(revision, sessions, thresholds)).deltas();
    }

    private Deltas sideBySide(String base, List<Path> sessions, Thresholds thresholds) {
        if (!base.matches("[^-].*(?<!-dirty)")) {
            throw new UserError(
                    "The baseline is of revision '" + base + "', which cannot be checked out to confirm the result.",
                    "Keep a baseline of a commit, or use --no-confirm.");
        }
        String device = Baselines.provenance(runs.get(1)).environment().device();
        return measuring.run(console(), device, sessions).compare(measuring.home(), base, "HEAD", thresholds);
    }

    private RevisionPlan plan(Path experiment, Thresholds thresholds) {
        if (!experiment.toString().isEmpty()) {
            measuring.measure(experiment);
        }
        List<Path> sessions = runs.isEmpty() ? List.of() : new Baselines(runs.get(0)).all();
        return measuring.run(console(), Devices.cpu().text(), sessions).plan(thresholds);
    }

    /** The sessions to compare with; empty if another revision is to be measured instead. */
    private List<Path> baseline(Baselines baselines, Path run) {
        if (only == Only.scores && baselines.isRun()) {
            return List.of(baselines.folder());
        }
        Provenance current = Baselines.provenance(run);
        List<Path> sessions = baselines.of(current);
        if (sessions.isEmpty() && fallback == null) {
            throw baselines.none(current);
        }
        return sessions;
    }

    private Predicate<MetricSeries> guarded() {
        return switch (only) {
            case speeds -> MetricSeries::isRatio;
            case scores -> MetricSeries::isScore;
            case all -> series -> series.isRatio() || series.isScore();
        };
    }

    private void print(RevisionPlan plan) {
        PowerText text = new PowerText(plan);
        if (json) {
            console().json(text.json());
        } else {
            text.lines().forEach(console()::print);
        }
    }

    private void print(Deltas deltas) {
        if (json) {
            console().json(RegressionJson.of(deltas));
        } else {
            RegressionText text = new RegressionText(deltas);
            (markdown ? text.markdown() : text.lines()).forEach(console()::print);
        }
    }

    /** A share, written {@code 5%} or {@code 0.05}. */
    record Percentage(double share) {
        static final class Converter implements ITypeConverter<Percentage> {
            @Override
            public Percentage convert(String text) {
                try {
                    return new Percentage(
                            text.endsWith("%")
                                    ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                                    : Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    throw new TypeConversionException("'" + text + "' is no share; wanted for example 5% or 0.05");
                }
            }
        }
    }
}
