package org.speechbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help of the program, grouped by purpose. */
final class CommandGroups implements IHelpSectionRenderer {
    /** The group of commands that belong to no other group. */
    private static final String OTHERS = "Others";

    private static final Map<String, List<String>> GROUPS = groups();

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "Experiments",
                List.of("demo", "init", "run", "probe", "pretrain", "distill", "finetune", "throughput", "watch"));
        groups.put(
                "Results", List.of("report", "leaderboard", "significance", "compare", "baseline", "history", "score"));
        groups.put("Data", List.of("data", "prepare", "cache"));
        groups.put("Models", List.of("list", "describe", "encode", "checkpoint", "architectures"));
        groups.put("This installation", List.of("doctor", "generate-completion"));
        groups.put(OTHERS, List.of());
        return groups;
    }

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        GROUPS.forEach((group, names) -> {
            Map<String, Help> commands = new LinkedHashMap<>(left);
            commands.keySet().removeIf(name -> !names.contains(name) && !group.equals(OTHERS));
            left.keySet().removeAll(commands.keySet());
            if (!commands.isEmpty()) {
                text.append(help.createHeading("%n" + group + ":%n")).append(help.commandList(commands));
            }
        });
        return text.toString();
    }
}
