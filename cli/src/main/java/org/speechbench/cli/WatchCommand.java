package org.speechbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.speechbench.bench.watch.RunSnapshot;
import org.speechbench.core.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch}: shows the progress of a run. */
@Command(
        name = "watch",
        description = {
            "Show the progress of a run until it ends: trainings with loss and time left, scores, failures. Only its files are read.",
            "A terminal is redrawn; elsewhere every change is a line. The exit status is 1 if something"
                    + " in the run failed."
        },
        footer = {"  speechbench watch runs/demo", "  speechbench watch runs/demo --once"})
final class WatchCommand extends BaseCommand implements Callable<Integer> {
    private static final int PATIENCE = 3;

    @Parameters(paramLabel = "RUN_DIR", description = "Folder of a run, in this or another process.")
    private Path folder = Path.of(".");

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Seconds between two updates; otherwise ${DEFAULT-VALUE}.")
    private double interval = 2;

    @Option(names = "--once", description = "Show the state once and end.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        if (!(interval > 0 && interval < 1e6)) {
            throw new UserError("--interval is " + interval + ", wanted seconds above 0.", "Leave it out for 2 s.");
        }
        boolean colour = console().terminal() && !Console.plain(System.getenv());
        WatchScreen screen = new WatchScreen(
                console().out(), console().terminal(), colour, console().width());
        RunSnapshot run = RunSnapshot.of(folder);
        if (once) {
            screen.draw(run);
            return status(run);
        }
        screen.show(run);
        int missed = 0;
        while (run.running() && console().out().failure() == null) {
            TimeUnit.MICROSECONDS.sleep(Math.round(interval * 1e6));
            try {
                run = RunSnapshot.of(folder);
                missed = 0;
            } catch (UserError e) {
                // A resumed run replaces files; a file that is missing now exists at the next update.
                missed++;
                if (missed > PATIENCE) {
                    throw e;
                }
            }
            screen.show(run);
        }
        return status(run);
    }

    private static int status(RunSnapshot run) {
        return run.failed().isEmpty() ? 0 : 1;
    }
}
