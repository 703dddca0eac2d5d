package org.speechbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.speechbench.bench.PluginFolder;
import org.speechbench.bench.Services;
import org.speechbench.bench.run.CodeVersion;
import org.speechbench.bench.run.Stopped;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program {@code speechbench}. The exit status is 0 on success, 1 if a run or a cell failed, 2 for bad input and
 * for output that cannot be written, 130 after Ctrl-C, and 141 if the reader of the output has closed it.
 */
@Command(
        name = "speechbench",
        description = "Measures self-supervised speech models: how fast they train and how good their features are.",
        commandListHeading = "",
        exitCodeListHeading = "%nExit statuses:%n",
        exitCodeList = {
            "0:Everything succeeded.",
            "1:A run, a cell, a check or an utterance failed.",
            "2:Bad input or usage, or a file or standard output that cannot be written.",
            "130:Stopped by Ctrl-C; 143 by the signal TERM.",
            "141:The reader of the output has closed it, as head does."
        },
        footer = {"  speechbench doctor", "  speechbench demo", "  speechbench run --help"})
public final class Main {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;
    /** The exit status by which shells indicate termination by the signal INT; that for PIPE is below. */
    private static final int INTERRUPTED = 128 + 2;

    private static final int READER_GONE = 128 + 13;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces.")
    private boolean debug;

    private final Console console;
    private final List<String> commandLine;

    private Main(Console console, List<String> commandLine) {
        this.console = console;
        this.commandLine = commandLine;
    }

    Console console() {
        return console;
    }

    boolean debug() {
        return debug;
    }

    /** The arguments as given, for the provenance. */
    List<String> commandLine() {
        return commandLine;
    }

    public static void main(String[] arguments) {
        Console console = Console.system();
        // The output of libraries appears on the same terminal.
        System.setOut(console.out());
        System.setErr(console.err());
        System.exit(run(console, arguments));
    }

    /** Runs one command line and returns the exit status. */
    static int run(Console console, String... arguments) {
        CommandLine line = commandLine(console, arguments);
        Main main = line.getCommand();
        int status = line.execute(arguments);
        int written =
                Math.max(main.written("standard output", console.out()), main.written("standard error", console.err()));
        return status == 0 ? written : status;
    }

    private int written(String name, TerminalStream stream) {
        IOException failure = stream.failure();
        if (failure == null) {
            return 0;
        }
        if (stream.readerIsGone()) {
            return READER_GONE;
        }
        console.warn(name + ": not all could be written (" + failure.getMessage()
                + "). Free some space there, or redirect the output.");
        return BAD_INPUT;
    }

    private static CommandLine commandLine(Console console, String... arguments) {
        return commandLine(console, List.of(arguments), Commands.named(arguments));
    }

    /** The command line with all commands and all their options. */
    static CommandLine commandLine(Console console) {
        return commandLine(console, List.of(), Commands.all());
    }

    private static CommandLine commandLine(Console console, List<String> arguments, Commands commands) {
        Main main = new Main(console, arguments);
        CommandLine line = new CommandLine(main);
        complete(line);
        commands.addTo(line, Main::complete);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()));
        line.setOut(new PrintWriter(console.out().trusted(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err().trusted(), true, StandardCharsets.UTF_8));
        line.setExecutionStrategy(parsed -> main.executed(parsed));
        line.setParameterExceptionHandler((e, given) -> main.badUsage(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> main.failed(e));
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        return line;
    }

    /** Gives every command the options for help and version, and a heading for its examples, which are command lines. */
    private static void complete(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        // Picocli counts the parameters of methods from the options that their annotations declare.
        if (!spec.mixinStandardHelpOptions()) {
            spec.mixinStandardHelpOptions(true);
        }
        spec.version("speechbench " + CodeVersion.suite());
        spec.usageMessage().footerHeading("%nExamples:%n");
        line.getSubcommands().values().forEach(Main::complete);
    }

    /** Executes a command. Except for help, it first prints which plug-ins are left out. */
    private int executed(CommandLine.ParseResult parsed) {
        boolean help = parsed.asCommandLineList().stream()
                .anyMatch(command -> command.isUsageHelpRequested() || command.isVersionHelpRequested());
        if (!help) {
            Stream.concat(PluginFolder.find().problems().stream(), Services.load().problems().stream())
                    .forEach(problem -> console.warn("warning: " + problem + "; it is left out, all else works."));
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (StackOverflowError | LinkageError | OutOfMemoryError e) {
            // picocli passes on only exceptions, not errors.
            return failed(e);
        }
    }

    private int badUsage(CommandLine.ParameterException e) {
        console.warn(String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ". " + question(e) + "See '"
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return BAD_INPUT;
    }

    /** The question whether a similar command, option, or value of an option with a fixed choice was meant. */
    private static String question(CommandLine.ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> known = new ArrayList<>(spec.subcommands().keySet());
            known.addAll(spec.optionsMap().keySet());
            return NearNames.question(unmatched.getUnmatched().get(0), known);
        }
        CommandLine.Model.ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        if (argument == null || value == null || !argument.type().isEnum()) {
            return "";
        }
        List<String> choice = Arrays.stream(argument.type().getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
        return NearNames.question(value, choice);
    }

    /**
     * Converts an exception about access to a file, wherever it was detected, to an error that the user can correct.
     */
    private static Throwable mendable(Throwable e) {
        return e instanceof UncheckedIOException unchecked && unchecked.getCause() instanceof FileSystemException file
                ? UserError.unwritable(Path.of(String.valueOf(file.getFile())), file)
                : e;
    }

    private int failed(Throwable thrown) {
        Throwable e = mendable(thrown);
        if (e instanceof Stopped) {
            console.warn(e.getMessage());
            return INTERRUPTED;
        }
        console.warn(
                e instanceof UserError error
                        ? error.oneLine()
                        : "failed: " + e.toString().replaceAll("\\s+", " ") + " (--debug shows where)");
        if (debug) {
            e.printStackTrace(console.err());
        }
        return e instanceof UserError ? BAD_INPUT : FAILED;
    }
}
