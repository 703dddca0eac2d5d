package org.speechbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.cli.doctor.Finding.Level;
import org.speechbench.core.Home;
import org.speechbench.datasets.corpus.DataFolder;
import org.speechbench.engine.EngineContext;

class DoctorTest {
    private static final String HEADER = "path\tnum_samples\tspeaker\tsplit\n";

    @TempDir
    Path folder;

    @Test
    void a_machine_that_is_whole_has_no_problem() {
        List<Finding> seen = new ArrayList<>();
        try (EngineStart engine = new EngineStart(EngineContext::cpu)) {
            Environment at = new Environment(
                    System.getenv(), Home.find().root(), Home.find().syntheticCorpus(), folder, engine);
            List<Finding> findings = new Doctor().examine(at, seen::add);

            assertThat(findings)
                    .noneMatch(f -> f.level() == Level.PROBLEM && !f.subject().endsWith("folder"));
            assertThat(findings)
                    .extracting(Finding::subject)
                    .contains("Java", "processor", "engine", "engine set", "threads", "fp32", "bf16", "manifest er");
            assertThat(findings)
                    .allMatch(f -> f.level() == Level.OK || !f.cure().isEmpty());
            assertThat(seen).isEqualTo(findings);
        }
    }

    @Test
    void an_engine_that_does_not_load_is_a_problem_and_not_a_crash() {
        Environment at = surroundings(Map.of(), null, () -> {
            throw new IllegalStateException(
                    "Failed to load the native library", new UnsatisfiedLinkError("libtorch.so: GLIBC_2.99 not found"));
        });

        assertThat(EngineChecks.engine(at).get(0)).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.PROBLEM);
            assertThat(finding.text()).contains("Failed to load", "UnsatisfiedLinkError", "GLIBC_2.99");
        });
        assertThat(HostChecks.threads(at)).isEmpty();
        assertThat(GpuChecks.gpus(at)).isEmpty();
        assertThat(GpuChecks.precisions(at)).isEmpty();
    }

    @Test
    void the_engine_is_tried_once() {
        List<String> tries = new ArrayList<>();
        Environment at = surroundings(Map.of(), null, () -> {
            tries.add("once");
            throw new UnsatisfiedLinkError("no");
        });
        EngineChecks.engine(at);
        GpuChecks.gpus(at);
        assertThat(tries).hasSize(1);
    }

    @Test
    void a_check_that_breaks_down_stops_no_other() {
        Map<String, Function<Environment, List<Finding>>> checks = new LinkedHashMap<>();
        checks.put("first", at -> {
            throw new NoClassDefFoundError("some/Class");
        });
        checks.put("second", at -> List.of(Finding.ok("second", "fine")));

        List<Finding> findings = new Doctor(checks).examine(surroundings(Map.of(), null), finding -> {});

        assertThat(findings).extracting(Finding::level).containsExactly(Level.PROBLEM, Level.OK);
        assertThat(findings.get(0).text()).contains("some/Class");
    }

    @Test
    void no_data_folder_is_a_warning_and_a_wrong_one_a_problem() {
        assertThat(InstallationChecks.dataFolder(surroundings(Map.of(), null)))
                .extracting(Finding::level)
                .containsExactly(Level.WARNING);
        assertThat(InstallationChecks.dataFolder(surroundings(Map.of(DataFolder.VARIABLE, "/nowhere"), null)))
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM);
    }

    @Test
    void manifests_are_counted_and_those_that_are_not_whole_are_named() throws IOException {
        Path manifests = Files.createDirectories(folder.resolve("manifests"));
        Files.writeString(folder.resolve("a.wav"), "");
        Files.writeString(manifests.resolve("bad.tsv"), "path\n");
        Files.writeString(manifests.resolve("gone.tsv"), HEADER + "a.wav\t0\ts\tx\nb.wav\t0\ts\tx\n");
        Files.writeString(manifests.resolve("whole.tsv"), HEADER + "a.wav\t57600000\ts\tx\n");

        List<Finding> findings = InstallationChecks.dataFolder(surroundings(Map.of(), folder));

        assertThat(findings)
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.PROBLEM, Level.WARNING, Level.OK);
        assertThat(findings.get(2).text()).contains("1 of 2 recordings are not there");
        assertThat(findings.get(3).text()).contains("1 utterances, 1.00 h");
    }

    @Test
    void a_changed_file_of_the_bundled_corpus_is_named() throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpora/synthetic"));
        Files.writeString(corpus.resolve("SHA256SUMS"), "00  a.flac\n");
        Files.writeString(corpus.resolve("a.flac"), "x");
        Environment at = new Environment(Map.of(), folder, null, folder, new EngineStart(EngineContext::cpu));
        assertThat(InstallationChecks.bundledCorpus(at).get(0).text()).contains("1 of 1", "a.flac");
    }

    @Test
    void a_folder_that_cannot_be_written_or_is_full_is_a_problem() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(HostChecks.folder("runs", file.resolve("runs"), "runs", "--out")
                        .level())
                .isEqualTo(Level.PROBLEM);
        assertThat(HostChecks.space("runs", folder, "runs", "--out", 500_000_000L)
                        .level())
                .isEqualTo(Level.PROBLEM);
        assertThat(HostChecks.space("runs", folder, "runs", "--out", 5_000_000_000L)
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(HostChecks.space("runs", folder, "runs", "--out", 50_000_000_000L)
                        .level())
                .isEqualTo(Level.OK);
    }

    @Test
    void programs_are_looked_for_on_the_path() throws IOException {
        Path program = Files.writeString(folder.resolve("mvn"), "");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(HostChecks.programs(surroundings(Map.of("PATH", folder.toString()), null)))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.WARNING);
    }

    @Test
    void what_builds_speechbench_is_not_asked_for_in_an_archive() throws IOException {
        try (EngineStart engine = new EngineStart(EngineContext::cpu)) {
            Environment at = new Environment(Map.of("PATH", ""), folder, null, folder, engine);
            assertThat(HostChecks.programs(at)).isEmpty();
            Files.writeString(folder.resolve("pom.xml"), "<project/>");
            assertThat(HostChecks.programs(at)).extracting(Finding::subject).containsExactly("mvn", "git");
        }
    }

    @Test
    void a_missing_or_broken_ffmpeg_is_a_warning() throws IOException {
        assertThat(HostChecks.audioDecoder(surroundings(Map.of("PATH", folder.toString()), null)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).startsWith("is not there"));
        Path program = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\necho other\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(HostChecks.audioDecoder(surroundings(Map.of("PATH", folder.toString()), null)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("does not say which version"));
        Files.writeString(program, "#!/bin/sh\necho ffmpeg version 7.1\necho libavcodec 61. 19.100 / 61. 19.100\n");
        assertThat(HostChecks.audioDecoder(surroundings(Map.of("PATH", folder.toString()), null)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.OK);
                    assertThat(finding.text()).contains("ffmpeg 7.1, libavcodec 61.19.100");
                });
    }

    @Test
    void what_slows_a_machine_down_is_a_warning() {
        assertThat(GpuChecks.bf16(100, 50, List.of()).level()).isEqualTo(Level.WARNING);
        assertThat(GpuChecks.bf16(100, 400, List.of("amx_bf16")).level()).isEqualTo(Level.OK);
        assertThat(HostChecks.threads(8, 2, "8").level()).isEqualTo(Level.WARNING);
        assertThat(HostChecks.threads(2, 2, "").level()).isEqualTo(Level.OK);
        assertThat(HostChecks.memory(2_000_000_000L).level()).isEqualTo(Level.WARNING);
        assertThat(HostChecks.heap(500_000_000L).level()).isEqualTo(Level.WARNING);
    }

    private Environment surroundings(Map<String, String> environment, @Nullable Path data) {
        return surroundings(environment, data, EngineContext::cpu);
    }

    private Environment surroundings(
            Map<String, String> environment, @Nullable Path data, java.util.function.Supplier<EngineContext> engine) {
        return new Environment(environment, null, data, folder, new EngineStart(engine));
    }
}
