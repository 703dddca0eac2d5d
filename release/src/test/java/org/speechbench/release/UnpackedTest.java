package org.speechbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of Linux, unpacked into a folder with spaces, where there is Java and nothing that builds. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class UnpackedTest {
    private static final List<String> PROGRAMS = List.of("bash", "dirname", "env", "locale", "mv", "rm", "sed");

    @TempDir
    static Path place;

    private static Path root = Path.of("");
    private static Path work = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        Path folder = Files.createDirectory(place.resolve("where it is"));
        work = Files.createDirectory(place.resolve("where one works"));
        Path bin = Files.createDirectory(place.resolve("bin"));
        for (String program : PROGRAMS) {
            Files.createSymbolicLink(bin.resolve(program), program(program));
        }
        Process tar = new ProcessBuilder(
                        "tar", "-xzf", Archive.file("linux-x86_64.tar.gz").toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        root = folder.resolve(System.getProperty("archive.name"));
    }

    private static Path program(String name) {
        return Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private record Result(int status, String output) {}

    private static Result run(String... arguments) throws IOException, InterruptedException {
        Path output = place.resolve("output");
        List<String> command = Stream.concat(
                        Stream.of(root.resolve("speechbench").toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SPEECHBENCH_") || name.equals("JAVA_TOOL_OPTIONS"));
        environment.put("PATH", place.resolve("bin").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        int status = builder.start().waitFor();
        return new Result(status, Files.readString(output, StandardCharsets.UTF_8));
    }

    @Test
    void it_tells_its_version() throws Exception {
        assertThat(run("--version")).isEqualTo(new Result(0, "speechbench " + Archive.version() + "\n"));
    }

    @Test
    void a_recording_is_encoded_by_the_engine_that_it_brings() throws Exception {
        Path recording;
        try (Stream<Path> audio = Files.walk(root.resolve("corpora/synthetic/audio"))) {
            recording = audio.filter(file -> file.toString().endsWith(".flac"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Result result = run("encode", "hubert", "--size", "test", "--in", recording.toString(), "--out", "states");

        assertThat(result.output()).contains("1 encoded");
        assertThat(result.status()).isZero();
        assertThat(work.resolve("states")).isNotEmptyDirectory();
    }

    @Test
    void nothing_is_written_to_its_folder_but_an_archive_of_classes() throws Exception {
        List<Path> before = files();
        assertThat(run("list", "upstreams").status()).isZero();
        assertThat(run("run", root.resolve("experiments/demo.yaml").toString(), "--dry-run")
                        .status())
                .isZero();
        assertThat(files()).isEqualTo(before);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> !file.toString().endsWith(".jsa"))
                    .sorted()
                    .toList();
        }
    }
}
