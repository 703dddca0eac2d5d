package org.speechbench.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of the program. Those that a command line does not name are added with nothing but a name and a
 * description, because reading the options of all of them takes longer than most short commands.
 */
final class Commands {
    private static final List<Class<?>> CLASSES = List.of(
            DemoCommand.class,
            ExperimentCommand.Run.class,
            ProbeCommand.class,
            InitCommand.class,
            ExperimentCommand.Pretrain.class,
            ExperimentCommand.Distill.class,
            ExperimentCommand.Finetune.class,
            ThroughputCommand.class,
            ReportCommand.class,
            WatchCommand.class,
            SignificanceCommand.class,
            LeaderboardCommand.class,
            CompareCommand.class,
            BaselineCommand.class,
            HistoryCommand.class,
            ScoreCommand.class,
            CacheCommand.class,
            DataCommand.class,
            PrepareCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            CheckpointCommand.class,
            EncodeCommand.class,
            ArchitecturesCommand.class,
            DoctorCommand.class);
    private static final String COMPLETION = "generate-completion";

    private final boolean all;
    private final Set<String> named;

    private Commands(boolean all, Set<String> named) {
        this.all = all;
        this.named = named;
    }

    /** All commands with their options. */
    static Commands all() {
        return new Commands(true, Set.of());
    }

    /** Those that are among arguments with their options; all of them if a script for completion is asked for. */
    static Commands named(String... arguments) {
        Set<String> named = Set.copyOf(List.of(arguments));
        return new Commands(named.contains(COMPLETION), named);
    }

    /** @param complete gives a command with options what all commands have */
    void addTo(CommandLine program, Consumer<CommandLine> complete) {
        CLASSES.forEach(type -> add(program, type, complete));
        CommandLine completion = completion();
        program.addSubcommand(completion);
        complete.accept(completion);
    }

    private void add(CommandLine program, Class<?> type, Consumer<CommandLine> complete) {
        Command command = type.getAnnotation(Command.class);
        if (all || named.contains(command.name())) {
            CommandLine whole = new CommandLine(type);
            program.addSubcommand(whole);
            complete.accept(whole);
        } else {
            CommandSpec outline = CommandSpec.create().name(command.name());
            outline.usageMessage().description(command.description());
            program.addSubcommand(command.name(), outline);
        }
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .description("Print a script that completes commands, options and names, for bash and zsh.")
                .footer(
                        "  speechbench generate-completion > ~/.speechbench-completion",
                        "",
                        "then add 'source ~/.speechbench-completion' to ~/.bashrc, or to ~/.zshrc.",
                        "Generate it again after adding plug-ins.");
        return completion;
    }
}
