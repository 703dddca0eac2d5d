package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Home;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class HelpTest {
    private static final String PROGRAM = "  speechbench ";
    private static final int WIDTH = 80;

    static List<String> commands() {
        return all(program()).stream()
                .map(command -> command.getCommandSpec().qualifiedName())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_has_a_description_and_examples_that_parse(String name) {
        CommandLine command = find(name);
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();

        List<String> examples = Arrays.stream(
                        command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.startsWith(PROGRAM))
                .toList();

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            assertThat(example).hasSizeLessThan(WIDTH);
            String[] arguments = example.substring(PROGRAM.length())
                    .replaceFirst(" > .*$", "")
                    .split(" ");
            assertThatCode(() -> program().parseArgs(arguments)).as(example).doesNotThrowAnyException();
            assertThat(Arrays.stream(arguments).filter(argument -> argument.startsWith("experiments/")))
                    .allSatisfy(
                            file -> assertThat(Home.find().root().resolve(file)).exists());
            assertThat((PROGRAM + String.join(" ", arguments) + " "))
                    .as("an example of %s is of it", name)
                    .startsWith(name.equals("speechbench") ? PROGRAM : "  " + name + " ");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_help_of_a_command_describes_every_option(String name) {
        for (ArgSpec argument : find(name).getCommandSpec().args()) {
            assertThat(String.join(" ", argument.description()))
                    .as("%s %s", name, argument.paramLabel())
                    .matches("(?s)[\\p{Lu}a-z].*[.)]");
        }
        assertThat(find(name).getUsageMessage()).contains("Examples:").doesNotContain("${");
    }

    @Test
    void every_command_is_in_a_group_of_the_help() {
        Shell shell = new Shell();
        assertThat(shell.prints("--help"))
                .contains("Experiments:", "Results:", "Data:", "Models:", "Exit statuses:")
                .doesNotContain("Others:");
        program().getSubcommands().keySet().forEach(name -> assertThat(shell.out())
                .containsPattern("(?m)^  " + name + "\\s"));
    }

    private static CommandLine program() {
        return Main.commandLine(new Shell().console());
    }

    private static CommandLine find(String name) {
        return all(program()).stream()
                .filter(command -> command.getCommandSpec().qualifiedName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().stream()
                .flatMap(sub -> all(sub).stream())
                .forEach(all::add);
        return all;
    }
}
