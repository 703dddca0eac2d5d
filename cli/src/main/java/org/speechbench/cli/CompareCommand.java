package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.revision.Confirmation;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.engine.device.Devices;
import org.speechbench.reports.compare.Baselines;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.MetricSeries;
import org.speechbench.reports.compare.RegressionTest;
import org.speechbench.reports.compare.RegressionVerdict;
import org.speechbench.reports.compare.RunMetrics;
import org.speechbench.reports.compare.Thresholds;
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
                        + " is worse or missing; 0 otherwise, even if noise leaves figures undecided; 2 if nothing could be"
                        + " compared.",
        footer = {
            "  speechbench compare bench/baselines runs/now --max-regression 0.1",
            "  speechbench compare --revisions main HEAD --markdown",
            "  speechbench compare bench/baselines runs/now --confirm --junit out.xml"
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
            arity = "0..2",
            description = "Two runs; the first may be a folder of baselines, with one for each kind of machine.")
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
            description =
                    "Before a timing is called worse than the baseline, measure the baseline's revision and HEAD side"
                            + " by side.")
    private boolean confirm;

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
        Deltas deltas = deltas(thresholds);
        if (junit != null) {
            AtomicFiles.write(junit, RegressionJunit.of(deltas));
        }
        print(deltas);
        return deltas.fails() ? 1 : 0;
    }

    private Deltas deltas(Thresholds thresholds) {
        if (!revisions.isEmpty()) {
            if (!runs.isEmpty()) {
                throw new UserError("--revisions and " + runs + " were both given.", "Leave one of the two out.");
            }
            return measuring
                    .run(console(), Devices.cpu().text())
                    .compare(measuring.home(), revisions.get(0), revisions.get(1), thresholds);
        }
        if (runs.size() != 2) {
            throw new UserError(
                    runs.size() + " runs were given; wanted BASELINE and CURRENT.",
                    "Name both, or use --revisions BASE HEAD.");
        }
        Optional<Path> baseline = baseline(new Baselines(runs.get(0)));
        if (baseline.isEmpty()) {
            console().warn("no baseline of this kind of machine; measuring " + fallback + " and HEAD.");
            return sideBySide(String.valueOf(fallback), thresholds);
        }
        RunMetrics before = RunMetrics.read(baseline.get());
        Deltas deltas =
                new RegressionTest(before, RunMetrics.read(runs.get(1)), thresholds, guarded(), false).compare();
        boolean suspected = deltas.of(RegressionVerdict.WORSE).stream()
                .anyMatch(delta -> !delta.series().isScore());
        if (!confirm || !suspected) {
            return deltas;
        }
        String revision = provenance(baseline.get()).origin().codeRevision();
        console().warn("worse than the baseline; measuring its revision " + revision + " and HEAD.");
        return new Confirmation(deltas, sideBySide(revision, thresholds)).deltas();
    }

    private Deltas sideBySide(String base, Thresholds thresholds) {
        String device = provenance(runs.get(1)).environment().device();
        return measuring.run(console(), device).compare(measuring.home(), base, "HEAD", thresholds);
    }

    private static Provenance provenance(Path run) {
        return new ProvenanceStore(new RunDirectory(run).provenance()).read();
    }

    /** The run to compare with; empty if another revision is to be measured instead. */
    private Optional<Path> baseline(Baselines baselines) {
        Provenance current = provenance(runs.get(1));
        if (only == Only.scores && baselines.isRun()) {
            return Optional.of(baselines.folder());
        }
        Optional<Path> baseline = baselines.of(current);
        if (baseline.isEmpty() && fallback == null) {
            throw baselines.none(current);
        }
        return baseline;
    }

    private Predicate<MetricSeries> guarded() {
        return switch (only) {
            case speeds -> MetricSeries::isRatio;
            case scores -> MetricSeries::isScore;
            case all -> series -> series.isRatio() || series.isScore();
        };
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
