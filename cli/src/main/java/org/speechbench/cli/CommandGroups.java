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
        groups.put("Experiments", List.of("demo", "run", "pretrain", "finetune", "throughput", "watch"));
        groups.put("Results", List.of("report", "significance", "compare", "baseline", "history", "score"));
        groups.put("Data", List.of("data", "prepare", "cache"));
        groups.put("Models", List.of("list", "describe", "encode", "checkpoint"));
        groups.put("This installation", List.of("doctor", "generate-completion"));
        groups.put(OTHERS, List.of());
        return groups;
    }

    @Override
    public String render(Help help) {
        Map<String, Map<String, Help>> byGroup = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> byGroup.put(group, new LinkedHashMap<>()));
        help.subcommands().forEach((name, command) -> byGroup.getOrDefault(group(name), new LinkedHashMap<>())
                .put(name, command));
        StringBuilder text = new StringBuilder();
        byGroup.forEach((group, commands) -> {
            if (!commands.isEmpty()) {
                text.append(help.createHeading("%n" + group + ":%n")).append(help.commandList(commands));
            }
        });
        return text.toString();
    }

    private static String group(String command) {
        return GROUPS.entrySet().stream()
                .filter(group -> group.getValue().contains(command))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHERS);
    }
}
