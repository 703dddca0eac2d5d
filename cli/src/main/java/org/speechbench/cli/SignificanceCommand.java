package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.reports.significance.Significance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code significance}: prints what the judge finds about the upstreams of runs. */
@Command(
        name = "significance",
        description = "Judge which upstreams of runs are better than others; runs of one experiment with different"
                + " seeds are pooled.",
        footer = {
            "  speechbench significance runs/demo --task asr",
            "  speechbench significance runs/seed1 runs/seed2 --baseline hubert --json"
        })
final class SignificanceCommand extends BaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Folder of a run, one for each seed.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--task",
            paramLabel = "LABEL",
            description = "Compare only on this task; may be repeated. Otherwise on all tasks.")
    private List<String> tasks = new ArrayList<>();

    @Option(
            names = "--upstream",
            paramLabel = "LABEL",
            description = "Compare only this upstream; may be repeated. Otherwise all upstreams. Findings hold"
                    + " for all pairs of the runs together, whichever pairs are shown.")
    private List<String> upstreams = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "UPSTREAM",
            description =
                    "Compare every other upstream with this one. Otherwise every two that share a task and split.")
    private @Nullable String baseline;

    @Option(names = "--json", description = Console.JSON)
    private boolean json;

    @Override
    public Integer call() {
        Significance significance = Significance.of(
                folders,
                tasks,
                upstreams,
                baseline,
                Services.load().tasks(),
                console().progress());
        significance.warnings().forEach(console()::warn);
        if (json) {
            console().json(SignificanceJson.of(significance));
        } else {
            SignificanceText.lines(significance).forEach(console()::print);
        }
        return 0;
    }
}
