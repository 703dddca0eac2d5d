package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Home;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be said of the launchers on Windows and macOS, and of the profiles that they select, without either system. */
class LauncherPortabilityTest {
    /** Variables that are folders, or hold what users write. */
    private static final String FOLDERS = "ROOT|APP|ONNX|JAVA|JAVA_HOME|HOME_OF_JAVA";

    private static final Path ROOT = Home.find().root();

    private static List<String> lines() throws IOException {
        return Files.readString(ROOT.resolve("speechbench.cmd"))
                .lines()
                .filter(line -> !line.startsWith("rem "))
                .toList();
    }

    @Test
    void every_line_ends_as_the_interpreter_needs_it_to_find_labels() throws IOException {
        assertThat(Files.readString(ROOT.resolve("speechbench.cmd")).split("\n"))
                .allSatisfy(line -> assertThat(line).endsWith("\r").matches("\\p{ASCII}*"));
    }

    @Test
    void every_label_that_is_gone_to_exists_and_every_label_is_gone_to() throws IOException {
        String text = String.join("\n", lines());
        assertThat(all(text, "(?m)^:(\\w+)$")).isNotEmpty().isEqualTo(all(text, "\\bgoto (\\w+)"));
    }

    @Test
    void folders_are_always_within_quotation_marks_and_never_within_parentheses() throws IOException {
        for (String raw : lines()) {
            // Of a variable, without the quotation marks in it.
            String line = raw.replace(":\"=%", "%");
            String outside = line.replaceAll("\"[^\"]*\"", "");
            assertThat(outside).doesNotContainPattern("%(" + FOLDERS + ")[%:]");
            assertThat(line.chars().filter(c -> c == '"').count() % 2).as(line).isZero();
        }
        assertThat(lines()).noneMatch(line -> line.strip().endsWith("("));
    }

    @Test
    void no_quoted_argument_of_java_ends_with_a_backslash() throws IOException {
        assertThat(lines().stream().filter(line -> line.startsWith("\"%JAVA%\" ")))
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        line -> assertThat(line.replace("%ROOT%", "C:\\a b\\").replace("%APP%", "C:\\a b\\"))
                                .doesNotContain("\\\" "));
    }

    @Test
    void delayed_expansion_is_off_and_arguments_are_passed_on_as_they_are() throws IOException {
        assertThat(lines().get(1)).isEqualTo("setlocal EnableExtensions DisableDelayedExpansion");
        assertThat(lines())
                .filteredOn(line -> line.contains("%*"))
                .singleElement()
                .asString()
                .endsWith("Main %*");
    }

    @Test
    void it_reads_the_variables_of_the_other_launcher_and_starts_the_same_class() throws IOException {
        String windows = String.join("\n", lines());
        String others = Files.readString(ROOT.resolve("speechbench"));
        assertThat(all(windows, "\\b(SPEECHBENCH_\\w+)")).isEqualTo(all(others, "\\b(SPEECHBENCH_[A-Z_]+)"));
        String main = "org.speechbench.cli.Main";
        assertThat(List.of(windows, others)).allSatisfy(text -> assertThat(text).contains(main, "OPT_OUT_TRACKING"));
    }

    @Test
    void the_other_launcher_uses_nothing_that_the_bash_and_the_tools_of_macos_lack() throws IOException {
        assertThat(Files.readString(ROOT.resolve("speechbench")))
                .doesNotContainPattern("\\b(mapfile|readarray|coproc|realpath|timeout|nproc)\\b")
                .doesNotContainPattern("declare -[A-Za-z]*[An]|\\$\\{\\w+(,,|\\^\\^|@)|&>>|\\|&")
                .doesNotContainPattern("readlink -|sed -[a-z]*[irz]|grep -[a-zA-Z]*P|stat -|date -d|find .* -printf");
    }

    @Test
    void a_profile_of_an_engine_is_named_as_its_folder_which_both_launchers_expect() throws Exception {
        for (Element profile : profiles()) {
            String set = text(profile, "engine.set");
            if (!set.isEmpty()) {
                assertThat(text(profile, "id")).isEqualTo(set);
                assertThat(text(profile, "activation")).isEmpty();
                assertThat(Files.readString(ROOT.resolve("docs/engines.md")))
                        .contains("SPEECHBENCH_PROFILE=" + set + " ");
            }
        }
        assertThat(String.join("\n", lines())).contains("%ROOT%cli\\target\\app\\%SET%\\");
    }

    @Test
    void the_profile_of_an_operating_system_chooses_natives_and_nothing_else() throws Exception {
        List<Element> systems = profiles().stream()
                .filter(profile -> text(profile, "id").startsWith("os-"))
                .toList();
        assertThat(systems)
                .extracting(profile -> text(profile, "pytorch.native.classifier"))
                .containsExactly("osx-aarch64", "win-x86_64");
        assertThat(systems).allSatisfy(profile -> {
            assertThat(((Element) profile.getElementsByTagName("properties").item(0))
                            .getElementsByTagName("*")
                            .getLength())
                    .isEqualTo(1);
            assertThat(text(profile, "family")).isIn("mac", "windows");
        });
    }

    private static List<Element> profiles() throws Exception {
        NodeList found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(ROOT.resolve("pom.xml").toFile())
                .getElementsByTagName("profile");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static String text(Element profile, String name) {
        NodeList found = profile.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Set<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
