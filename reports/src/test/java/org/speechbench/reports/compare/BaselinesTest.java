package org.speechbench.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ProvenanceStore;
import org.speechbench.core.result.RunDirectory;

class BaselinesTest {
    @TempDir
    Path folder;

    @Test
    void a_baseline_has_sessions_for_each_kind_of_machine() {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path one = keep(
                baselines,
                run("a").machine("Intel(R) Xeon(R) Processor", "amx_bf16").speedUp("encode", 2, 1));
        Path two = keep(baselines, run("b").machine("AMD EPYC", "avx2").speedUp("encode", 3, 1));
        assertThat(one.getParent().getFileName()).hasToString("intel-xeon-processor-amx-2-threads");
        assertThat(two.getParent().getFileName()).hasToString("amd-epyc-2-threads");
        Path narrow = keep(
                baselines, run("d").machine("AMD EPYC", "avx2", "avx512_bf16").speedUp("encode", 3, 1));
        assertThat(narrow.getParent().getFileName()).hasToString("amd-epyc-bf16-2-threads");

        TimedRun more = run("c").machine("AMD EPYC", "avx2").created("2026-01-02T04:00:00Z", "0123456789abcdef");
        Path now = more.speedUp("encode", 3.1, 1).write();
        assertThat(baselines.of(provenance(now))).containsExactly(two);
        Path three = baselines.keep(now, false);
        assertThat(baselines.of(provenance(now))).containsExactly(two, three);
        assertThat(new Baselines(two.getParent()).of(provenance(now))).containsExactly(two, three);
        assertThat(baselines.keep(now, false)).isEqualTo(three);
        assertThat(baselines.of(provenance(now))).hasSize(2);
    }

    @Test
    void a_baseline_is_of_one_revision_and_is_started_over_for_another() throws Exception {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path one = keep(baselines, run("a").speedUp("encode", 2, 1));
        Path now = run("b").created("2026-02-01T00:00:00Z", "fedcba")
                .speedUp("encode", 2, 1)
                .write();
        assertThatThrownBy(() -> baselines.keep(now, false))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.remedy()).contains("--renew"))
                .hasMessageContaining("is of 0123456789abcdef")
                .hasMessageContaining("is of fedcba");
        Path other = keep(baselines, run("c").machine("AMD EPYC").speedUp("encode", 2, 1));

        Path renewed = baselines.keep(now, true);
        assertThat(one).doesNotExist();
        assertThat(other).exists();
        assertThat(baselines.of(provenance(now))).containsExactly(renewed);
    }

    @Test
    void a_run_that_is_the_folder_of_its_kind_is_a_session() {
        Path kind = folder.resolve("baselines/some-cpu-2-threads");
        Path first = new TimedRun(kind, 1).speedUp("encode", 2, 1).write();
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path more = keep(
                baselines,
                run("b").created("2026-01-02T04:00:00Z", "0123456789abcdef").speedUp("encode", 2, 1));
        assertThat(baselines.of(provenance(first))).containsExactly(kind, more);
        assertThat(baselines.keep(first, false)).isNotEqualTo(kind);
        assertThat(baselines.of(provenance(first))).containsExactly(kind, more);
    }

    @Test
    void predictions_are_kept_since_scores_are_compared_by_them() throws Exception {
        Path now = run("a").speedUp("encode", 2, 1).score(1, 10, 1).write();
        Path predictions = new RunDirectory(now).predictions("hubert", "pr", "test");
        Files.createDirectories(predictions.getParent());
        Files.writeString(predictions, "x");
        Path kept = new Baselines(folder.resolve("baselines")).keep(now, false);
        assertThat(new RunDirectory(kept).predictions("hubert", "pr", "test")).hasContent("x");
    }

    @Test
    void no_baseline_of_another_kind_of_machine_is_ever_used() {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        keep(baselines, run("a").machine("Some CPU", "avx2", "avx512f").speedUp("encode", 2, 1));
        Provenance now = provenance(
                run("b").machine("Some CPU", "avx2").speedUp("encode", 2, 1).write());
        assertThat(baselines.of(now)).isEmpty();
        assertThat(baselines.none(now))
                .hasMessageContaining("no baseline of this kind of machine")
                .hasMessageContaining("instruction sets [avx512f] and []");
    }

    @Test
    void a_run_without_ratios_is_no_baseline() {
        Path none = run("a").failed("encode", "broken").write();
        assertThatThrownBy(() -> new Baselines(folder.resolve("baselines")).keep(none, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no ratio");
    }

    @Test
    void kinds_of_gpus_are_told_apart_by_their_names_and_number() {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path one = keep(baselines, run("a").gpus("NVIDIA H100 80GB HBM3").speedUp("encode", 2, 1));
        assertThat(one.getParent().getFileName()).hasToString("some-cpu-nvidia-h100-80gb-hbm3-2-threads");

        assertThat(baselines.of(
                        provenance(run("b").gpus("NVIDIA H100 80GB HBM3").write())))
                .containsExactly(one);
        Provenance other = provenance(run("c").gpus("Tesla T4").write());
        assertThat(baselines.of(other)).isEmpty();
        assertThat(baselines.none(other)).hasMessageContaining("device NVIDIA H100 80GB HBM3 and Tesla T4");
        Provenance two = provenance(
                run("d").gpus("NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3").write());
        assertThat(baselines.of(two)).isEmpty();
        assertThat(MachineKind.of(two).device()).isEqualTo("2 x NVIDIA H100 80GB HBM3");
        assertThat(baselines.of(provenance(run("e").write()))).isEmpty();
    }

    private static Path keep(Baselines baselines, TimedRun run) {
        return baselines.keep(run.write(), false);
    }

    private TimedRun run(String name) {
        return new TimedRun(folder.resolve(name), 1);
    }

    private static Provenance provenance(Path run) {
        return new ProvenanceStore(new RunDirectory(run).provenance()).read();
    }
}
