package org.speechbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;

/** The repository's Python scripts, each run at its smallest where it can be. */
@Timeout(300)
class PythonScriptsTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String TORCH = "/usr/bin/python3 has no torch and torchaudio"
            + " (Debian: python3-torch python3-torchaudio libopenblas0-pthread)";

    @TempDir
    Path folder;

    @Test
    void torchaudio_beside_us_ends_with_the_fair_ratio_first_and_the_other_beside_it() throws Exception {
        assumeTrue(runs("import torch, torchaudio"), TORCH);
        Path script = folder.resolve("bench/peers/torchaudio_hubert.py");
        Files.createDirectories(script.getParent());
        Files.copy(root().resolve("bench/peers/torchaudio_hubert.py"), script);
        launcherOfFixedSpeed();
        Path json = folder.resolve("rounds.json");

        String options = "--size tiny --precision fp32 --batch 1 --seconds 1 --classes 10 --rounds 1 --threads 1"
                + " --measure-seconds 0.01 --slow-blas --json " + json;
        String printed = python(script, options);

        List<String> lines =
                printed.lines().filter(line -> !line.startsWith("round ")).toList();
        assertThat(lines.get(0))
                .matches("training step of speechbench: [0-9.]+x torchaudio, same allocator settings;"
                        + " [0-9.]+x torchaudio as it is run");
        assertThat(lines)
                .anyMatch(line -> line.matches("encode +speechbench +30.00 .*same allocator settings .*ratio .*"));
        JsonNode round = JsonMapper.builder()
                .build()
                .readTree(json.toFile())
                .path("rounds")
                .path(0);
        double ratio = round.path("ours").path("train_step").asDouble()
                / round.path("peer_tuned").path("train_step").asDouble();
        assertThat(lines.get(0)).contains(String.format(java.util.Locale.ROOT, ": %.1fx ", ratio));
        assertThat(Files.readString(folder.resolve("tunables")).lines().collect(Collectors.toSet()))
                .containsExactly("glibc.malloc.arena_max=1");
    }

    @Test
    void torchaudio_s_step_is_a_number_in_bf16_too() throws Exception {
        assumeTrue(runs("import torch, torchaudio"), TORCH);
        String json = python(
                root().resolve("bench/peers/torchaudio_hubert.py"),
                "--peer train_step --size tiny --batch 1 --seconds 1 --classes 10 --threads 1 --measure-seconds 0.01"
                        + " --slow-blas");
        assertThat(JsonMapper.builder().build().readTree(json).path("speed").asDouble())
                .isPositive();
    }

    @Test
    void measured_values_fill_the_cells_of_the_document_that_say_not_measured_and_no_others() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        Path run = gpuRun("NVIDIA H100 80GB HBM3", "base");
        Path document = Files.copy(root().resolve("docs/gpu.md"), folder.resolve("gpu.md"));
        Path peer = Files.writeString(
                folder.resolve("peer.json"),
                """
                {"rounds": [{"ours": {"train_step": 1500, "encode": 9000}, "peer": {"train_step": 1000, "encode": 6000}}]}
                """);
        String before = Files.readString(document);

        String printed = fill(document, run, "--peer " + peer);

        String after = Files.readString(document);
        assertThat(after)
                .contains(
                        "| HuBERT's step, audio-s/s | 1,000 | 2,500 | 1,940 | `hubert_batch_32` |",
                        "| 4.5x | 3.21x | `s5`, `speedup_over_optimised` |",
                        "| 25 % | 45 % | 31.4 % |",
                        "| 1.0x | 1.3x | 1.50x | [below]",
                        "| `s5` | 8 x 15 s | 4,100 | not measured |",
                        "| training step | 1,500 | 1,000 | 1.50 |",
                        "| encoding | 9,000 | 6,000 | 1.50 |",
                        "`hubert` 8,250, `fast_hubert` *not measured* audio-s/s")
                .contains("| idle time of the GPU within a step | 10 % | 3 % | not measured |");
        assertThat(printed).contains("15 values written");
        // Where a value was written, the text was 'not measured'; everything else is as it was.
        String pattern = Stream.of(before.split("(?<=\\W)\\*?not measured\\*?"))
                .map(java.util.regex.Pattern::quote)
                .collect(Collectors.joining("[-*0-9.,x% a-z]+"));
        assertThat(after).matches("(?s)" + pattern + ".*");
        assertThat(fill(document, run, "--peer " + peer)).contains("0 values written");
        assertThat(document).hasContent(after);
    }

    @Test
    void values_of_another_card_stay_out_of_the_column_of_the_aims() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        Path document = Files.copy(root().resolve("docs/gpu.md"), folder.resolve("gpu.md"));
        fill(document, gpuRun("NVIDIA A100-SXM4-80GB", "base"), "");
        assertThat(document)
                .content()
                .contains("| 2,500 | not measured | `hubert_batch_32` |", "| `s5` | 8 x 15 s | 4,100 |");
    }

    @Test
    void a_run_of_another_size_or_without_a_gpu_does_not_fill_the_document() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        Path document = Files.copy(root().resolve("docs/gpu.md"), folder.resolve("gpu.md"));
        for (Path run : List.of(gpuRun("NVIDIA H100 80GB HBM3", "test"), gpuRun("", "base"))) {
            StringBuilder printed = new StringBuilder();
            assertThat(run(printed, root().resolve("scripts/fill-gpu-tables.py"), document, "--run", run))
                    .isEqualTo(1);
            assertThat(printed).contains("--try");
            assertThat(document).hasSameTextualContentAs(root().resolve("docs/gpu.md"));
        }
    }

    private static String fill(Path document, Path run, String options) throws Exception {
        return python(root().resolve("scripts/fill-gpu-tables.py"), document + " --run " + run + " " + options);
    }

    /** @param gpu its name; empty for a run on the processor */
    private Path gpuRun(String gpu, String size) throws IOException {
        Path run = Files.createDirectory(folder.resolve("run" + gpu.replaceAll("\\W", "") + size));
        Files.writeString(
                run.resolve("provenance.json"),
                gpu.isEmpty() ? "{\"machine\": {}}" : "{\"machine\": {\"gpus\": [{\"name\": \"" + gpu + "\"}]}}");
        String rows =
                """
                status,kind,upstream,size,task,metric,value
                ok,throughput,hubert_batch_32,SIZE,train_step,audio_seconds_per_second,1943.7
                ok,ratio,s5,SIZE,train_step,speedup_over_optimised,3.2149
                ok,throughput,s5,SIZE,train_step,audio_seconds_per_second,4099.6
                ok,throughput,s5_batch_32,SIZE,train_step,ceiling_share,31.42
                ok,throughput,hubert,SIZE,encode,audio_seconds_per_second,8251
                failed,throughput,s5,SIZE,train_step,achieved_teraflops,7
                """;
        Files.writeString(run.resolve("results.csv"), rows.replace("SIZE", size));
        return run;
    }

    @Test
    void the_bundled_corpus_has_no_faults() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        assertThat(python(root().resolve("scripts/check-synthetic-corpus.py"), ""))
                .endsWith("no faults\n");
    }

    @Test
    void fixtures_of_checkpoints_are_made_as_they_are() throws Exception {
        assumeTrue(runs("import torch, numpy"), TORCH);
        python(root().resolve("scripts/make-checkpoint-fixtures.py"), folder.toString());
        Set<String> made = names(folder);
        assertThat(made).contains("fairseq.pt", "hugging_face.bin", "legacy.pt");
        assertThat(names(root().resolve("engine/src/test/resources/fixtures/checkpoints")))
                .containsAll(made);
    }

    /** Making it takes a minute; reading its options and its words does not. */
    @Test
    void the_synthetic_corpus_can_be_made_here() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        assertThat(python(root().resolve("scripts/make-synthetic-corpus.py"), "--help"))
                .contains("--out");
    }

    /** MaskedShareTest holds the values of more rounds: 52.25 and 50.49 %, and 52.13 % of eight crops. */
    @Test
    void the_published_shares_of_masked_frames_are_printed() throws Exception {
        assumeTrue(runs("import numpy"), "/usr/bin/python3 has no numpy (Debian: python3-numpy)");
        String[] last = python(root().resolve("scripts/masked-shares.py"), "--seconds 10 --rounds 60")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .strip()
                .split("\\s+");
        assertThat(last[1]).isEqualTo("8");
        assertThat(Double.parseDouble(last[2])).isBetween(51.0, 53.5);
        assertThat(Double.parseDouble(last[5])).isBetween(49.0, 52.0);
        assertThat(last[8]).isEqualTo("8");
        assertThat(Double.parseDouble(last[9])).isBetween(51.0, 53.5);
    }

    @Test
    void every_script_compiles() throws Exception {
        assumeTrue(runs("import csv"), "there is no " + PYTHON);
        try (Stream<Path> all = Stream.of("scripts", "bench/peers").flatMap(name -> files(root().resolve(name)))) {
            for (Path script :
                    all.filter(file -> file.toString().endsWith(".py")).toList()) {
                assertThat(run(
                                new StringBuilder(),
                                "-c",
                                "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())",
                                script))
                        .isZero();
            }
        }
    }

    /** Stands where the script looks for ours, and notes the allocator's settings that it is run with. */
    private void launcherOfFixedSpeed() throws IOException {
        Path launcher = Files.writeString(
                folder.resolve("speechbench"),
                """
                #!/usr/bin/env bash
                echo "$GLIBC_TUNABLES" >> "$(dirname "$0")/tunables"
                [ -n "$GLIBC_TUNABLES" ] || export GLIBC_TUNABLES="glibc.malloc.arena_max=1"
                while [ $# -gt 0 ]; do [ "$1" != --out ] || out="$2"; shift; done
                mkdir -p "$out"
                cat > "$out/results.csv" <<'END'
                metric,task,precision,value
                gigaflops,,fp32,100
                peak_memory,train_step,fp32,1
                audio_seconds_per_second,train_step,fp32,20
                audio_seconds_per_second,encode,fp32,30
                END
                """);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private static Set<String> names(Path folder) {
        return files(folder).map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path root() {
        return Home.find().root();
    }

    private static boolean runs(String program) throws Exception {
        return Files.isExecutable(PYTHON) && run(new StringBuilder(), "-c", program) == 0;
    }

    /** What a script prints that must go well; its options have no spaces. */
    private static String python(Path script, String options) throws Exception {
        List<Object> words = new ArrayList<>(List.of(script));
        Stream.of(options.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);
        StringBuilder printed = new StringBuilder();
        assertThat(run(printed, words.toArray())).as("%s", printed).isZero();
        return printed.toString();
    }

    private static int run(StringBuilder printed, Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        Stream.of(words).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "PYTHONDONTWRITEBYTECODE", "1"));
        Process process = builder.start();
        printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        return process.waitFor();
    }
}
