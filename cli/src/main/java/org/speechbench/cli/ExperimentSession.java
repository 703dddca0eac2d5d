package org.speechbench.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.run.ExperimentRunner;
import org.speechbench.bench.run.Outcome;
import org.speechbench.bench.run.RunOptions;
import org.speechbench.bench.run.RunPlan;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryFolder;
import org.speechbench.reports.history.KnownChange;

/**
 * Runs one experiment, from its files to the printed table.
 *
 * @param history the folder in which the run is also kept; null for none
 */
record ExperimentSession(Main main, RunSettings settings, @Nullable Path history) {
    private Console console() {
        return main.console();
    }

    /** Prints what would be done. */
    int plan(List<Path> files, RunOptions.Selection selection, boolean json) {
        return plan(new ConfigReader().read(files, settings.overrides()), selection, json);
    }

    /** Prints what would be done. */
    int plan(ResolvedConfig config, RunOptions.Selection selection, boolean json) {
        RunOptions options = settings.options(main, config, selection);
        RunPlan plan = runner(config, options).plan();
        if (json) {
            console().json(plan);
        } else {
            new RunPlanText(plan).lines().forEach(console()::print);
        }
        plan.disks().stream().filter(RunPlan.Disk::full).forEach(disk -> console()
                .warn(disk.folder() + " has too little room."));
        return 0;
    }

    /**
     * Runs the experiment, writes the report and prints the table.
     *
     * @return the exit status: 1 if something failed
     */
    int run(List<Path> files, RunOptions.Selection selection) {
        ResolvedConfig config = new ConfigReader().read(files, settings.overrides());
        return run(config, settings.options(main, config, selection));
    }

    /**
     * Runs all of an experiment.
     *
     * @return the exit status: 1 if something failed
     */
    int run(ResolvedConfig config) {
        return run(config, options(config));
    }

    /** The options for all of an experiment. */
    RunOptions options(ResolvedConfig config) {
        return settings.options(main, config, RunOptions.Selection.of(RunOptions.Scope.ALL));
    }

    int run(ResolvedConfig config, RunOptions options) {
        Outcome outcome = runner(config, options).run();
        new ReportPrinter(console()).print(outcome.folder(), kept(outcome.folder()));
        if (outcome.failed() > 0) {
            console().warn(outcome.failed() + " failed; the table and the report say what.");
            return 1;
        }
        return 0;
    }

    /** Keeps the run. A failure to keep it is reported and does not affect the report. */
    private History kept(Path run) {
        if (history == null) {
            return History.none();
        }
        HistoryFolder folder = new HistoryFolder(history);
        try {
            folder.add(run);
            return folder.read(KnownChange.usual());
        } catch (UserError e) {
            console().warn("nothing was kept in " + history + ": " + e.getMessage());
            return History.none();
        }
    }

    private ExperimentRunner runner(ResolvedConfig config, RunOptions options) {
        Home home = Home.find();
        return new ExperimentRunner(
                config,
                options,
                settings.data(config, home),
                home,
                Services.load(),
                console().progress());
    }
}
