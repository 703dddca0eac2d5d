package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.speechbench.reports.history.History;
import org.speechbench.reports.history.HistoryFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code history}: shows figures over revisions. */
@Command(
        name = "history",
        description = "Keep runs, and show how their figures change over revisions. 'report --history' plots them.",
        footer = {
            "  speechbench history add runs/now",
            "  speechbench history show --figure speed-up",
        })
final class HistoryCommand extends BaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name one of add, show");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Keep the results, rounds and provenance of runs, without predictions and models.",
            footer = {"  speechbench history add runs/now --to history"})
    Integer add(
            @Parameters(paramLabel = "RUN_DIR", arity = "1..*", description = "Finished runs.") List<Path> runs,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            defaultValue = HistoryFolder.USUAL,
                            description = "Folder of the kept runs. Default: ${DEFAULT-VALUE}.")
                    Path folder) {
        for (Path run : runs) {
            console().print("kept: " + new HistoryFolder(folder).add(run));
        }
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print figures run by run, the oldest run first.",
            footer = {"  speechbench history show", "  speechbench history show --figure ceiling --upstream fast_hubert"
            })
    Integer show(
            @Mixin HistorySettings settings,
            @Option(names = "--figure", paramLabel = "TEXT", description = "Only figures with this in their name.")
                    List<String> figures,
            @Option(names = "--upstream", paramLabel = "LABEL", description = "Only this upstream.")
                    List<String> upstreams) {
        History history = settings.read();
        HistoryText text = new HistoryText(history, orNone(figures), orNone(upstreams));
        text.lines().forEach(console()::print);
        history.warnings().forEach(console()::warn);
        return 0;
    }

    /** picocli passes null if an option is absent. */
    @SuppressWarnings("NullAway")
    private static List<String> orNone(List<String> given) {
        return given == null ? new ArrayList<>() : given;
    }
}
