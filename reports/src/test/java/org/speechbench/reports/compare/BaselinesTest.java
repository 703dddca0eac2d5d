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
    void a_baseline_is_kept_for_each_kind_of_machine_and_replaced_by_the_next() throws Exception {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path one = baselines.keep(run("a").machine("Intel(R) Xeon(R) Processor", "amx_bf16")
                .speedUp("encode", 2, 1)
                .write());
        Path two = baselines.keep(
                run("b").machine("AMD EPYC", "avx2").speedUp("encode", 3, 1).write());
        assertThat(one.getFileName()).hasToString("intel-xeon-processor-amx-2-threads");
        assertThat(two.getFileName()).hasToString("amd-epyc-2-threads");

        Path now =
                run("c").machine("AMD EPYC", "avx2").speedUp("encode", 3.1, 1).write();
        assertThat(baselines.of(provenance(now))).contains(two);
        assertThat(baselines.keep(now)).isEqualTo(two);
        assertThat(Files.readString(new RunDirectory(two).results())).contains(",3.1,");
    }

    @Test
    void no_baseline_of_another_kind_of_machine_is_ever_used() {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        baselines.keep(run("a").machine("Some CPU", "avx2", "avx512f")
                .speedUp("encode", 2, 1)
                .write());
        Provenance now = provenance(
                run("b").machine("Some CPU", "avx2").speedUp("encode", 2, 1).write());
        assertThat(baselines.of(now)).isEmpty();
        assertThat(baselines.none(now))
                .hasMessageContaining("no baseline of this kind of machine")
                .hasMessageContaining("instruction sets [avx512f] and []");
    }

    @Test
    void a_run_of_few_rounds_is_no_baseline() {
        Path few = run("a").rounds(3).speedUp("encode", 2, 1).write();
        assertThatThrownBy(() -> new Baselines(folder.resolve("baselines")).keep(few))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no ratio of 10 rounds");
    }

    @Test
    void kinds_of_gpus_are_told_apart_by_their_names_and_number() {
        Baselines baselines = new Baselines(folder.resolve("baselines"));
        Path one = baselines.keep(
                run("a").gpus("NVIDIA H100 80GB HBM3").speedUp("encode", 2, 1).write());
        assertThat(one.getFileName()).hasToString("some-cpu-nvidia-h100-80gb-hbm3-2-threads");

        assertThat(baselines.of(
                        provenance(run("b").gpus("NVIDIA H100 80GB HBM3").write())))
                .contains(one);
        Provenance other = provenance(run("c").gpus("Tesla T4").write());
        assertThat(baselines.of(other)).isEmpty();
        assertThat(baselines.none(other)).hasMessageContaining("device NVIDIA H100 80GB HBM3 and Tesla T4");
        Provenance two = provenance(
                run("d").gpus("NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3").write());
        assertThat(baselines.of(two)).isEmpty();
        assertThat(MachineKind.of(two).device()).isEqualTo("2 x NVIDIA H100 80GB HBM3");
        assertThat(baselines.of(provenance(run("e").write()))).isEmpty();
    }

    private TimedRun run(String name) {
        return new TimedRun(folder.resolve(name), 1);
    }

    private static Provenance provenance(Path run) {
        return new ProvenanceStore(new RunDirectory(run).provenance()).read();
    }
}
