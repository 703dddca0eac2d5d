package org.speechbench.bench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.speechbench.bench.run.Stopped;
import org.speechbench.core.UserError;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program {@code speechbench}: exit status 0 if all went well, 1 if a run or a cell failed, 2 for bad input. */
@Command(
        name = "speechbench",
        description = "Measures self-supervised speech models: how fast they train and how good their features are.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "First try: speechbench demo"})
public final class Main {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    private final List<String> commandLine;

    private Main(List<String> commandLine) {
        this.commandLine = commandLine;
    }

    /** Stands where picocli puts the real one. */
    static Main none() {
        return new Main(List.of());
    }

    boolean debug() {
        return debug;
    }

    /** The arguments as given, for provenance. */
    List<String> commandLine() {
        return commandLine;
    }

    public static void main(String[] arguments) {
        System.exit(run(Console.system(), arguments));
    }

    /** Runs one command line and returns the exit status. */
    static int run(Console console, String... arguments) {
        Main main = new Main(List.of(arguments));
        CommandLine line = new CommandLine(main);
        line.addSubcommand(new DemoCommand(console));
        line.addSubcommand(new RunCommand(console));
        line.addSubcommand(new PretrainCommand(console));
        line.addSubcommand(new FinetuneCommand(console));
        line.addSubcommand(new ThroughputCommand(console));
        line.addSubcommand(new ReportCommand(console));
        line.addSubcommand(new WatchCommand(console));
        line.addSubcommand(new SignificanceCommand(console));
        line.addSubcommand(new ScoreCommand(console));
        line.addSubcommand(new CacheCommand(console));
        line.addSubcommand(new DataCommand(console));
        line.addSubcommand(new PrepareCommand(console));
        line.addSubcommand(new ListCommand(console));
        line.addSubcommand(new DescribeCommand(console));
        line.addSubcommand(new CheckpointCommand(console));
        line.addSubcommand(new GenerateCompletion());
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, given) -> badUsage(console, e));
        line.setExecutionExceptionHandler((e, command, parsed) -> main.failed(console, e));
        return line.execute(arguments);
    }

    private static int badUsage(Console console, CommandLine.ParameterException e) {
        List<String> similar =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        String guess = similar.isEmpty() ? "" : " Did you mean '" + similar.get(0) + "'?";
        console.err()
                .println("speechbench: " + e.getMessage() + "." + guess + " See '"
                        + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return BAD_INPUT;
    }

    private int failed(Console console, Exception e) {
        if (e instanceof Stopped) {
            console.err().println("speechbench: " + e.getMessage());
            return FAILED;
        }
        if (e instanceof UserError mendable) {
            console.err().println("speechbench: " + mendable.oneLine());
        } else {
            console.err().println("speechbench: failed: " + e + " (--debug shows where)");
        }
        if (debug) {
            e.printStackTrace(console.err());
        }
        return e instanceof UserError ? BAD_INPUT : FAILED;
    }
}
