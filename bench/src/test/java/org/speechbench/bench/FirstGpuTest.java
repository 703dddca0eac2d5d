package org.speechbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;

/** {@code scripts/first-gpu.sh} in a folder of its own, with stand-ins for what it starts. */
@Timeout(300)
class FirstGpuTest {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir
    Path folder;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.isExecutable(Path.of(PYTHON)));
        for (String copied : List.of("scripts/first-gpu.sh", "scripts/fill-gpu-tables.py", "docs/gpu.md")) {
            Path file = folder.resolve(copied);
            Files.createDirectories(file.getParent());
            Files.copy(Home.find().root().resolve(copied), file);
        }
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        for (String module : List.of("upstream", "onnx", "downstream")) {
            Files.createDirectory(folder.resolve(module));
        }
        program("bin/mvn", "echo mvn \"$@\"\n");
        Files.writeString(folder.resolve("scripts/gpu_check.py"), "print('checked')\n");
        Path peer = folder.resolve("bench/peers/torchaudio_hubert.py");
        Files.createDirectories(peer.getParent());
        Files.writeString(
                peer,
                """
                import sys
                with open(sys.argv[-1], "w", encoding="utf-8") as file:
                    file.write('{"rounds": [{"ours": {"train_step": 3, "encode": 3}, "peer": {"train_step": 2, "encode": 2}}]}')
                """);
    }

    private void program(String name, String lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + lines);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Writes what a run of experiments/gpu.yaml writes, in part. */
    private void speechbench(String gpus, String demo) throws IOException {
        program(
                "speechbench",
                """
                case "$1" in
                  demo) DEMO ;;
                  throughput)
                    size=base
                    while [ $# -gt 0 ]; do
                      case "$1" in --out) out="$2" ;; --size) size="$2" ;; esac
                      shift
                    done
                    mkdir -p "$out"
                    echo '{"machine": {"gpus": [GPUS]}}' >"$out/provenance.json"
                    echo status,kind,upstream,size,task,metric,value >"$out/results.csv"
                    echo "ok,throughput,s5,$size,train_step,audio_seconds_per_second,4321" >>"$out/results.csv"
                    ;;
                esac
                """
                        .replace("DEMO", demo)
                        .replace("GPUS", gpus));
    }

    private int run(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "scripts/first-gpu.sh"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true);
        builder.environment().put("PYTHON", PYTHON);
        builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, bin) -> bin + path);
        Process process = builder.start();
        printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private String printed = "";

    private List<String> summary() throws IOException {
        return Files.readAllLines(folder.resolve("runs/first-gpu/summary.txt"));
    }

    @Test
    void every_step_has_its_line_and_values_fill_a_copy_of_the_document() throws Exception {
        speechbench("", "true");
        String before = Files.readString(folder.resolve("docs/gpu.md"));

        assertThat(run("30", "--device", "cpu", "--size", "test")).as(printed).isZero();

        assertThat(summary())
                .extracting(line -> line.replaceAll("[0-9]+ s$", "N s"))
                .startsWith(
                        "build: done in N s",
                        "doctor: done in N s",
                        "demo: done in N s",
                        "speed: done in N s",
                        "scripts: done in N s")
                .contains("peer: done in N s", "tests: done in N s", "rounds: done in N s")
                .anyMatch(line -> line.startsWith("checks: left out, since"))
                .anyMatch(line -> line.startsWith("values: 7 values written"));
        assertThat(folder.resolve("runs/first-gpu/gpu.md"))
                .content()
                .contains("| `s5` | 8 x 15 s | 4,320 |", "| training step | 3.00 | 2.00 | 1.50 |");
        assertThat(folder.resolve("docs/gpu.md")).hasContent(before);
    }

    @Test
    void on_a_gpu_values_of_size_base_fill_the_document() throws Exception {
        speechbench("{\"name\": \"NVIDIA H100 80GB HBM3\"}", "true");

        assertThat(run("30")).as(printed).isZero();

        assertThat(summary()).anyMatch(line -> line.startsWith("checks: done"));
        assertThat(folder.resolve("docs/gpu.md"))
                .content()
                .contains("| `s5` | 8 x 15 s | 4,320 |", "| 1.0x | 1.3x | 1.50x | [below]");
    }

    @Test
    void a_step_that_fails_is_said_with_its_reason_and_the_others_go_on() throws Exception {
        speechbench("", "echo 'the reason'; exit 7");

        assertThat(run("30", "--device", "cpu", "--size", "test")).as(printed).isZero();

        assertThat(summary())
                .anyMatch(line -> line.matches("demo: failed with status 7 after [0-9]+ s: the reason"))
                .anyMatch(line -> line.startsWith("speed: done"));
    }

    @Test
    void nothing_is_begun_if_the_suite_cannot_be_built() throws Exception {
        program("speechbench", "echo 'speechbench: the build failed'; exit 1\n");

        assertThat(run("30", "--device", "cpu", "--size", "test")).as(printed).isOne();

        assertThat(summary()).hasSize(2);
        assertThat(summary().get(0))
                .matches("build: failed with status 1 after [0-9]+ s: speechbench: the build failed");
        assertThat(summary().get(1)).isEqualTo("nothing else was begun, since the suite is not built");
    }

    @Test
    void what_does_not_fit_into_the_time_is_left_out_and_that_is_said() throws Exception {
        speechbench("", "true");

        assertThat(run("1", "--device", "cpu", "--size", "test")).as(printed).isZero();

        assertThat(summary())
                .anyMatch(line ->
                        line.matches("demo: left out, since its share of the time is [0-9]+ s and it takes 120 s .*"));
    }

    @Test
    void wrong_options_are_refused() throws Exception {
        for (String[] options : new String[][] {{}, {"soon"}, {"5", "--device", "tpu"}, {"5", "--fast", "yes"}}) {
            assertThat(run(options)).isEqualTo(2);
            assertThat(printed).contains("Usage: scripts/first-gpu.sh MINUTES");
        }
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
