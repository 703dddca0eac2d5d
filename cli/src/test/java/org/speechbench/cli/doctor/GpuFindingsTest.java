package org.speechbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.cli.doctor.Finding.Level;
import org.speechbench.core.result.Gpu;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.NvidiaSystem;

class GpuFindingsTest {
    private static final CudaVersion CUDA_11 = new CudaVersion(11, 8);
    private static final CudaVersion CUDA_12 = new CudaVersion(12, 4);
    private static final NvidiaSystem V100 =
            new NvidiaSystem("535.104.05", List.of(new NvidiaSystem.Card("GPU-1", "Tesla V100-SXM2-32GB")));

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "cu118, 450.51.06, PROBLEM",
        "cu118, 450.80.02, OK",
        "cu118, 535.104.05, OK",
        "cu124, 470.256.02, PROBLEM",
        "cu124, 525.60.13, OK",
        "cu124, 550.54.14, OK",
        "cu128, 525.60.11, PROBLEM",
        "cu130, 570.124.06, PROBLEM",
        "cpu, 390.157, OK"
    })
    void a_driver_is_held_against_what_the_engine_needs(String flavour, String driver, Level level) {
        assertThat(CudaChecks.fits(driver, CudaVersion.of(flavour)))
                .hasValueSatisfying(finding -> assertThat(finding.level()).isEqualTo(level));
    }

    @Test
    void a_driver_that_is_too_old_has_two_cures() {
        assertThat(CudaChecks.fits("470.256.02", Optional.of(CUDA_12))).hasValueSatisfying(finding -> assertThat(
                        finding.cure())
                .isEqualTo("Update it: take one from 550.54.14 on (at least 525.60.13), or use an engine for CUDA"
                        + " 11.8: SPEECHBENCH_PROFILE=cu118."));
        assertThat(CudaChecks.fits("440.33", Optional.of(CUDA_12)))
                .hasValueSatisfying(finding -> assertThat(finding.cure()).endsWith("(at least 525.60.13)."));
    }

    @Test
    void a_driver_that_runs_by_compatibility_is_said_to() {
        assertThat(CudaChecks.fits("535.104.05", Optional.of(CUDA_12))).hasValueSatisfying(finding -> assertThat(
                        finding.text())
                .isEqualTo("535.104.05, for CUDA 12.4 by compatibility within a major version; its own are those"
                        + " from 550.54.14 on"));
        assertThat(CudaChecks.fits("560.35.03", Optional.of(CUDA_12)))
                .hasValueSatisfying(finding -> assertThat(finding.text()).isEqualTo("560.35.03, for CUDA 12.4"));
    }

    @Test
    void without_a_driver_only_an_engine_for_cuda_is_worth_a_word() {
        assertThat(CudaChecks.fits("", Optional.empty())).isEmpty();
        assertThat(CudaChecks.fits("", Optional.of(CUDA_11)))
                .hasValueSatisfying(finding -> assertThat(finding.level()).isEqualTo(Level.WARNING));
    }

    @Test
    void an_engine_that_finds_no_gpu_is_a_problem_if_it_is_for_them_and_there_is_one() {
        NvidiaSystem nothing = new NvidiaSystem("", List.of());
        assertThat(GpuChecks.none(nothing, Optional.empty()).level()).isEqualTo(Level.OK);
        assertThat(GpuChecks.none(nothing, Optional.of(CUDA_12)).level()).isEqualTo(Level.OK);
        assertThat(GpuChecks.none(V100, Optional.of(CUDA_12)).level()).isEqualTo(Level.PROBLEM);
        assertThat(GpuChecks.none(V100, Optional.empty())).satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.WARNING);
            assertThat(finding.text()).contains("Tesla V100-SXM2-32GB", "for the CPU");
            assertThat(finding.cure()).contains("SPEECHBENCH_PROFILE=cu124");
        });
        NvidiaSystem old = new NvidiaSystem("470.256.02", List.of());
        assertThat(GpuChecks.none(old, Optional.empty()).cure()).contains("SPEECHBENCH_PROFILE=cu118");
    }

    @Test
    void a_gpu_says_what_it_is_and_what_is_native() {
        Gpu h100 = new Gpu("NVIDIA H100 80GB HBM3", 85_000_000_000L, "9.0", "550.54.14");
        assertThat(GpuChecks.there(0, h100, 84_000_000_000L, "124").text())
                .contains("NVIDIA H100 80GB HBM3", "compute capability 9.0", "85", "84", "CUDA 12.4", "--device gpu:0");
        assertThat(GpuChecks.precisions(0, h100).text()).contains("tf32, bf16 and fp16 are native");
        assertThat(GpuChecks.precisions(1, new Gpu("Tesla V100", 1, "7.0", "")).text())
                .contains("fp32 and fp16 are native", "use fp16");
        assertThat(GpuChecks.precisions(1, new Gpu("Tesla P100", 1, "6.0", "")).text())
                .contains("gain nothing");
        assertThat(GpuChecks.precisions(1, new Gpu("B200", 1, "10.0", "")).text())
                .contains("bf16 and fp16 are native");
    }

    @Test
    void a_gpu_that_the_engine_has_no_kernels_for_is_a_problem() {
        Finding finding =
                GpuChecks.failed("gpu:0 fp32", "CUDA error: no kernel image is available for execution on the device");
        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.cure()).contains("compute capability");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.7.1-0.35.1 | cpu-2.7.1-linux-x86_64 | default",
                "2.0.1-0.25.0 | cpu-2.0.1-linux-x86_64 | torch-2.0-cpu",
                "2.0.1-0.25.0 | cu118-2.0.1-linux-x86_64 | cu118",
                "2.5.1-0.32.0 | cu124-2.5.1-linux-x86_64 | cu124"
            })
    void the_jars_on_the_class_path_tell_the_engine_set(String bridge, String libraries, String name) {
        EngineSet set = EngineSet.of(classPath(bridge, libraries), Map.of());
        assertThat(set.name()).isEqualTo(name);
        assertThat(set.text()).isEqualTo(name + ": bridge " + bridge + ", libraries " + libraries);
        assertThat(set.cuda().isPresent()).isEqualTo(name.startsWith("cu"));
    }

    @Test
    void an_installed_pytorch_is_an_engine_set_of_its_own() {
        EngineSet set = installed("2.7.1", "cu128");
        assertThat(set.name()).isEqualTo("own PyTorch");
        assertThat(set.cuda()).contains(new CudaVersion(12, 8));
        assertThat(set.text()).isEqualTo("own PyTorch 2.7.1 cu128 in /opt/torch/lib: bridge 2.7.1-0.35.1");
    }

    @Test
    void an_installed_pytorch_must_be_the_one_that_the_bridge_is_for() {
        String right = "__all__ = ['__version__', 'cuda']\n__version__ = '2.7.1+cu128'\ncuda: Optional[str] = '12.8'\n";
        assertThat(EngineChecks.fits(installed("2.7.1", "cu128"), right).level())
                .isEqualTo(Level.OK);
        assertThat(EngineChecks.fits(installed("", ""), "").level()).isEqualTo(Level.OK);
        assertThat(EngineChecks.fits(installed("2.7.1", "cu128"), right.replace("2.7.1", "2.8.0")))
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
                    assertThat(finding.text()).isEqualTo("version 2.8.0, but the bridge is for exactly 2.7.1");
                });
        assertThat(EngineChecks.fits(installed("2.8.0", "cu128"), "").level()).isEqualTo(Level.PROBLEM);
        assertThat(EngineChecks.fits(installed("2.7.0", "cu128"), right).cure())
                .isEqualTo("Set PYTORCH_VERSION=2.7.1.");
        assertThat(EngineChecks.fits(installed("2.7.1", ""), right).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void an_engine_of_other_libraries_than_were_asked_for_is_a_warning() {
        EngineSet cu124 = EngineSet.of(classPath("2.5.1-0.32.0", "cu124-2.5.1-linux-x86_64"), Map.of());
        assertThat(EngineChecks.started("PyTorch 2.5.1", "/cache/2.5.1-cpu-linux-x86_64", cu124)
                        .level())
                .isEqualTo(Level.WARNING);
        assertThat(EngineChecks.started("PyTorch 2.5.1", "/cache/2.5.1-cu124-linux-x86_64", cu124)
                        .level())
                .isEqualTo(Level.OK);
        EngineSet own = installed("2.7.1", "cu128");
        assertThat(EngineChecks.started("PyTorch 2.7.1", "/cache/lib", own).level())
                .isEqualTo(Level.WARNING);
        assertThat(EngineChecks.started("PyTorch 2.7.1", "/opt/torch/lib", own).level())
                .isEqualTo(Level.OK);
    }

    @Test
    void what_an_engine_fails_for_tells_what_to_install() {
        EngineSet cu118 = EngineSet.of(classPath("2.0.1-0.25.0", "cu118-2.0.1-linux-x86_64"), Map.of());
        assertThat(EngineChecks.cure("libcudnn.so.8: cannot open shared object file", cu118))
                .contains("Install cuDNN 8");
        assertThat(EngineChecks.cure("libcuda.so.1: cannot open shared object file", cu118))
                .contains("driver");
        assertThat(EngineChecks.cure("undefined symbol", installed("2.7.1", "cu128")))
                .contains("exactly the bridge's version");
        assertThat(EngineChecks.cure("anything else", cu118)).contains("unset SPEECHBENCH_PROFILE");
    }

    @Test
    void libraries_that_are_missing_are_problems() {
        LibraryFolders folders = LibraryFolders.of("", root);
        assertThat(CudaChecks.found(jar(CUDA_11), folders, List.of()))
                .extracting(Finding::subject, Finding::level)
                .containsExactly(tuple("CUDA runtime", Level.PROBLEM), tuple("cuDNN", Level.PROBLEM));
        assertThat(CudaChecks.found(jar(CUDA_12), folders, List.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.cure()).contains("cuda-cudart-12-4", "-Djna.library.path"));
    }

    @Test
    void libraries_are_found_where_the_loader_finds_them() throws IOException {
        Path toolkit = library("usr/local/cuda/lib64", "libcudart.so.11.8.89");
        library("opt/cudnn", "libcudnn.so.8");
        Path configuration = Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
        LibraryFolders unconfigured =
                LibraryFolders.of(root.resolve("opt/cudnn").toString(), root);
        assertThat(levels(CUDA_11, unconfigured, List.of())).containsExactly(Level.PROBLEM, Level.OK);
        assertThat(levels(CUDA_11, unconfigured, List.of(toolkit))).containsExactly(Level.OK, Level.OK);

        Files.writeString(configuration.resolve("cuda.conf"), "# the toolkit\n/usr/local/cuda/lib64\n");
        LibraryFolders configured = LibraryFolders.of(root.resolve("opt/cudnn").toString(), root);
        assertThat(levels(CUDA_11, configured, List.of())).containsExactly(Level.OK, Level.OK);
    }

    @Test
    void of_the_library_path_java_takes_the_runtime_without_a_version_only() throws IOException {
        Path folder = library("opt/cuda", "libcudart.so.12");
        assertThat(levels(CUDA_12, LibraryFolders.of(folder.toString(), root), List.of()))
                .containsExactly(Level.PROBLEM);
        library("opt/cuda", "libcudart.so");
        assertThat(levels(CUDA_12, LibraryFolders.of(folder.toString(), root), List.of()))
                .containsExactly(Level.OK);
    }

    @Test
    void a_runtime_of_another_cuda_is_a_problem() throws IOException {
        library("usr/lib64", "libcudart.so.11.0");
        assertThat(CudaChecks.found(jar(CUDA_12), LibraryFolders.of("", root), List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.PROBLEM);
                    assertThat(finding.text()).contains("libcudart.so.11.0 is found first", "CUDA 12.4");
                });
    }

    @Test
    void an_installed_pytorch_has_libraries_of_its_own_and_wants_a_runtime_that_runs() throws IOException {
        library("usr/lib64", "libcudart.so.13");
        LibraryFolders folders = LibraryFolders.of("", root);
        assertThat(CudaChecks.found(installed("580.65.06"), folders, List.of()))
                .extracting(Finding::level)
                .containsExactly(Level.OK);
        assertThat(CudaChecks.found(installed("570.26"), folders, List.of()))
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM);
        assertThat(CudaChecks.found(
                        new CudaChecks.Needs(CUDA_12, false, Version.parse("580.65.06")), folders, List.of()))
                .extracting(Finding::level)
                .containsExactly(Level.PROBLEM);
    }

    @Test
    void the_speed_of_tf32_is_not_measured_by_a_process_that_computes_in_fp32() {
        assertThat(GpuChecks.MEASURED).containsExactlyInAnyOrder(Precision.FP32, Precision.BF16, Precision.FP16);
    }

    private static CudaChecks.Needs installed(String driver) {
        return new CudaChecks.Needs(new CudaVersion(12, 8), true, Version.parse(driver));
    }

    private static CudaChecks.Needs jar(CudaVersion cuda) {
        return new CudaChecks.Needs(cuda, false, Version.parse("550.54.14"));
    }

    private static List<Level> levels(CudaVersion cuda, LibraryFolders folders, List<Path> java) {
        return CudaChecks.found(jar(cuda), folders, java).stream()
                .map(Finding::level)
                .toList();
    }

    private Path library(String folder, String name) throws IOException {
        Path there = Files.createDirectories(root.resolve(folder));
        Files.writeString(there.resolve(name), "");
        return there;
    }

    private static EngineSet installed(String version, String flavour) {
        return EngineSet.of(
                classPath("2.7.1-0.35.1", "cpu-2.7.1-linux-x86_64"),
                Map.of(EngineSet.INSTALLED, "/opt/torch/lib", "PYTORCH_VERSION", version, "PYTORCH_FLAVOR", flavour));
    }

    private static String classPath(String bridge, String libraries) {
        return String.join(
                File.pathSeparator,
                "/lib/api-0.35.1.jar",
                "/lib/pytorch-jni-" + bridge + ".jar",
                "/lib/pytorch-native-" + libraries + ".jar");
    }
}
