package org.speechbench.core.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class ProvenanceStoreTest {
    private static final Provenance SAMPLE = provenance("2026-01-02T03:04:05Z", Map.of("fp32", 123.5, "bf16", 1024.25));

    @TempDir
    Path folder;

    private Path file;
    private ProvenanceStore store;

    @BeforeEach
    void open() {
        file = folder.resolve("run/provenance.json");
        store = new ProvenanceStore(file);
    }

    @Test
    void comes_back_as_it_was_written_in_any_locale_and_always_as_the_same_bytes() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            store.write(SAMPLE);
            assertThat(store.read()).isEqualTo(SAMPLE);
        } finally {
            Locale.setDefault(before);
        }
        String text = Files.readString(file);
        assertThat(text).startsWith("{\n  \"schema\" : 1,").contains("\"bf16\" : 1024.25,\n    \"fp32\" : 123.5");
        store.write(store.read());
        assertThat(file).hasContent(text);
    }

    @Test
    void gpus_come_back_and_a_file_of_before_them_has_none() throws IOException {
        Gpu gpu = new Gpu("NVIDIA H100 80GB HBM3", 85_000_000_000L, "9.0", "550.54.14");
        Machine machine = SAMPLE.environment().machine().computingOn(List.of(gpu));
        store.write(provenance(SAMPLE.origin().created(), SAMPLE.ceilings(), machine));
        assertThat(store.read().environment().machine()).isEqualTo(machine);

        store.write(SAMPLE);
        String text = Files.readString(file);
        String before = text.replaceAll(",\\s*\"gpus\" : \\[ ]", "");
        assertThat(before).isNotEqualTo(text);
        Files.writeString(file, before);
        assertThat(store.read()).isEqualTo(SAMPLE);
    }

    @Test
    void programs_that_decoded_recordings_come_back_and_older_files_have_none() throws IOException {
        Provenance.Environment e = SAMPLE.environment();
        Provenance decoded = in(new Provenance.Environment(
                e.jvm(),
                e.os(),
                e.engine(),
                e.engineVersion(),
                e.device(),
                e.machine(),
                e.threads(),
                List.of("ffmpeg 6.1.1, libavcodec 60.31.102")));
        store.write(decoded);
        assertThat(store.read()).isEqualTo(decoded);
        store.write(SAMPLE);
        String text = Files.readString(file);
        String before = text.replaceAll(",\\s*\"audioDecoders\" : \\[ ]", "");
        assertThat(before).isNotEqualTo(text);
        Files.writeString(file, before);
        assertThat(store.read()).isEqualTo(SAMPLE);
    }

    @Test
    void kernels_that_were_chosen_come_back_and_a_file_without_them_has_none() throws IOException {
        Provenance.Environment e = SAMPLE.environment();
        Provenance measured = in(new Provenance.Environment(
                e.jvm(),
                e.os(),
                e.engine(),
                e.engineVersion(),
                e.device(),
                e.machine(),
                e.threads(),
                e.audioDecoders(),
                Map.of("gpu/positions", "channels_first")));
        store.write(measured);
        assertThat(store.read()).isEqualTo(measured);
        store.write(SAMPLE);
        assertThat(Files.readString(file)).doesNotContain("kernels");
        assertThat(store.read()).isEqualTo(SAMPLE);
    }

    @Test
    void claims_come_back_and_a_file_without_them_planned_none() throws IOException {
        Claims claims =
                new Claims("hubert", List.of("fast"), List.of("pr", "sid"), Map.of("per", 0.5), Claims.Scope.RECIPE, 0);
        Provenance planned = new Provenance(
                SAMPLE.origin(), SAMPLE.environment(), SAMPLE.ceilings(), SAMPLE.inputs(), SAMPLE.warnings(), claims);
        store.write(planned);
        assertThat(store.read()).isEqualTo(planned);
        assertThat(Files.readString(file)).contains("\"scope\" : \"recipe\"");
        Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"seeds\" : 0", ""));
        assertThat(store.read()).as("of before seeds could be planned").isEqualTo(planned);
        Files.writeString(file, Files.readString(file).replace("\"per\" : 0.5", "\"per\" : -1"));
        assertRefused(store::read, "not a provenance file");

        store.write(SAMPLE);
        assertThat(Files.readString(file)).doesNotContain("claims");
        assertThat(store.read().claims()).isNull();
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{ \"claims\" : null,"));
        assertThat(store.read()).isEqualTo(SAMPLE);
    }

    @Test
    void machines_that_differ_in_their_gpus_are_of_different_kinds() {
        Machine cpu = SAMPLE.environment().machine();
        Machine one = cpu.computingOn(List.of(new Gpu("A", 1, "8.0", "")));
        assertThat(one.fingerprint()).isNotEqualTo(cpu.fingerprint());
        assertThat(cpu.computingOn(List.of(new Gpu("B", 1, "8.0", ""))).fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(cpu.computingOn(List.of(new Gpu("A", 2, "8.0", "550.1"))).fingerprint())
                .isEqualTo(one.fingerprint());
    }

    @Test
    void a_file_that_is_missing_incomplete_or_of_another_schema_is_an_error() throws IOException {
        assertThat(store.exists()).isFalse();
        assertRefused(store::read, "no such file");
        store.write(SAMPLE);
        String text = Files.readString(file);
        for (String bad : new String[] {
            "", "{", "[]", text.replace("\"seed\" : 7,", ""), text.replace("\"schema\" : 1", "\"schema\" : 2")
        }) {
            Files.writeString(file, bad);
            assertThatThrownBy(store::read)
                    .as(bad)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("not a provenance file");
        }
    }

    @Test
    void a_time_or_a_ceiling_that_is_none_is_refused() {
        assertThatThrownBy(() -> provenance("yesterday", Map.of())).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> provenance("2026-01-02T03:04:05Z", Map.of("fp32", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_machine_is_known_by_model_instruction_sets_and_cores() {
        String info = "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nflags\t\t: fpu amx_bf16 avx2 avx512f sse\n\n"
                + "processor\t: 1\nmodel name\t: Other\n";
        Machine machine = Machine.of(info, "amd64", 4, 1L << 30);
        assertThat(machine)
                .isEqualTo(new Machine("Some CPU @ 2.00GHz", List.of("amx_bf16", "avx2", "avx512f"), 4, 1L << 30));
        assertThat(machine.fingerprint()).isEqualTo(Machine.of(info, "x", 4, 2).fingerprint());
        assertThat(machine.fingerprint())
                .isNotEqualTo(Machine.of(info, "x", 8, 1L << 30).fingerprint());
    }

    @Test
    void without_a_model_name_the_fallback_speaks() {
        assertThat(Machine.of("", "aarch64", 2, 0)).isEqualTo(new Machine("aarch64", List.of(), 2, 0));
        String arm = "processor : 0\nFeatures : fp asimd bf16 sve\nCPU implementer : 0x41\nCPU part : 0xd40\n";
        assertThat(Machine.of(arm, "aarch64", 2, 0))
                .isEqualTo(new Machine("aarch64 part 0xd40", List.of("asimd", "bf16", "sve"), 2, 0));
    }

    @Test
    void this_machine_has_a_model_and_cores() {
        Machine machine = Machine.probe();
        assertThat(machine.cpuModel()).isNotBlank();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isPositive();
    }

    private static Provenance provenance(String created, Map<String, Double> ceilings) {
        return provenance(created, ceilings, new Machine("Some CPU", List.of("avx2"), 2, 1L << 33));
    }

    private static Provenance provenance(String created, Map<String, Double> ceilings, Machine machine) {
        return new Provenance(
                new Provenance.Origin("0.1.0", "abc", created, List.of("run", "smoke.yaml"), 7),
                new Provenance.Environment(
                        Provenance.currentJvm(), Provenance.currentOs(), "PyTorch", "2.7.1", "cpu", machine, 1),
                ceilings,
                new Provenance.Inputs(
                        Map.of("asr", "00ff"),
                        Map.of("hubert", Map.of("heads", "16, of the published size large, whose shapes these are")),
                        "ff00"),
                List.of("the corpus is synthetic"));
    }

    /** The sample, computed in another environment. */
    private static Provenance in(Provenance.Environment environment) {
        return new Provenance(SAMPLE.origin(), environment, SAMPLE.ceilings(), SAMPLE.inputs(), SAMPLE.warnings());
    }
}
