package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;
import org.speechbench.datasets.layout.CorpusLayout;
import org.speechbench.downstream.head.HeadProvider;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamProvider;

/** The program with a folder of plug-ins none of which is as it should be, in a process of its own. */
class PluginRunTest {
    @TempDir
    static Path home;

    private String out = "";
    private String err = "";

    @BeforeAll
    static void make_broken_plug_ins() throws IOException {
        Path plugins = Files.createDirectory(home.resolve("plugins"));
        Files.createDirectories(home.resolve("corpora"));
        Path wave = home.resolve("corpora/synthetic");
        Files.createSymbolicLink(wave, Home.find().syntheticCorpus());
        PluginJar.write(plugins.resolve("task.jar"), Task.class, List.of("com.example.Lost"), Map.of());
        String head = "implements org.speechbench.downstream.head.HeadProvider {"
                + " public Thrower() { throw new ExceptionInInitializerError(\"no luck\"); }"
                + " public String name() { return \"thrower\"; }"
                + " public org.speechbench.downstream.head.Head create("
                + "   org.speechbench.downstream.head.HeadContext c) { return null; } }";
        PluginJar.write(
                plugins.resolve("head.jar"),
                HeadProvider.class,
                List.of("com.example.Thrower"),
                Map.of("Thrower", head));
        String upstream = "implements org.speechbench.upstream.UpstreamProvider {"
                + " public String name() { return \"odd\"; }"
                + " public java.util.List<String> sizes() { return java.util.List.of(); }"
                + " public org.speechbench.upstream.UpstreamCard describe(org.speechbench.upstream.UpstreamSpec spec) {"
                + "   throw new NoClassDefFoundError(\"com/example/Lost\"); }"
                + " public org.speechbench.upstream.Upstream open("
                + "   org.speechbench.engine.EngineContext e, org.speechbench.upstream.UpstreamSpec o) {"
                + "   return null; } }";
        PluginJar.write(
                plugins.resolve("odd.jar"),
                UpstreamProvider.class,
                List.of("com.example.Odd"),
                Map.of("Odd", upstream));
        PluginJar.write(plugins.resolve("layout.jar"), CorpusLayout.class, List.of("not a class!"), Map.of());
        Files.writeString(plugins.resolve("cut.jar"), "PK");
    }

    @Test
    void lists_are_whole_and_warn_of_each_jar() throws Exception {
        assertThat(run("list", "tasks")).isZero();
        assertThat(out).contains("asr").contains("ks");
        assertThat(err.lines())
                .anyMatch(l -> l.contains("warning") && l.contains("task.jar") && l.contains("com.example.Lost"))
                .anyMatch(l -> l.contains("warning") && l.contains("head.jar") && l.contains("no luck"))
                .anyMatch(l -> l.contains("warning") && l.contains("layout.jar"))
                .anyMatch(l -> l.contains("warning") && l.contains("cut.jar"));
        assertThat(run("list", "upstreams")).isZero();
        assertThat(out).contains("hubert");
        assertThat(err.lines()).anyMatch(l -> l.contains("odd.jar") && l.contains("com.example.Odd"));
    }

    @Test
    void help_is_shown_without_a_word_of_them() throws Exception {
        assertThat(run("encode", "--help")).isZero();
        assertThat(out).contains("--checkpoint");
        assertThat(err).isEmpty();
    }

    @Test
    void what_uses_a_broken_plug_in_is_one_line_that_names_it() throws Exception {
        Path wave = Files.writeString(home.resolve("x.wav"), "");
        assertThat(run("encode", "odd", "--in", wave.toString(), "--out", home + "/o"))
                .isEqualTo(2);
        assertThat(err.lines().filter(l -> !l.contains("warning")))
                .singleElement()
                .asString()
                .contains("com.example.Odd of odd.jar failed in describe")
                .contains("NoClassDefFoundError: com/example/Lost");
        assertThat(err).doesNotContain("\tat ");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        String jars;
        try (Stream<Path> files = Files.list(home.resolve("plugins"))) {
            jars = files.map(Path::toString)
                    .filter(f -> f.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dspeechbench.home=" + home,
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jars,
                "org.speechbench.cli.Main"));
        command.addAll(List.of(arguments));
        Path outFile = home.resolve("out.txt");
        Path errFile = home.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(outFile.toFile()).redirectError(errFile.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        int status = builder.start().waitFor();
        out = Files.readString(outFile, StandardCharsets.UTF_8);
        err = Files.readString(errFile, StandardCharsets.UTF_8);
        return status;
    }
}
