package org.speechbench.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.Device;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.UserError;

class DevicesTest {
    private static final IntSupplier UNASKED = () -> {
        throw new AssertionError("the engine was started for the processor");
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu | gpu:0",
                "gpu0 | gpu:0",
                "gpu:0 | gpu:0",
                "gpu:2 | gpu:2",
                "gpu:2,gpu:0 | gpu:2,gpu:0",
                "gpu:1, gpu:2 | gpu:1,gpu:2",
                "gpu:all | gpu:0,gpu:1,gpu:2",
                "auto | gpu:0"
            })
    void a_name_stands_for_gpus_that_are_there(String name, String devices) {
        Devices parsed = Devices.of(name, () -> 3);
        assertThat(parsed.text()).isEqualTo(devices);
        assertThat(parsed.provenance()).isEqualTo(devices);
        assertThat(Devices.of(parsed.text(), () -> 3)).isEqualTo(parsed);
        assertThat(parsed.first()).isEqualTo(parsed.all().get(0));
    }

    @Test
    void the_processor_needs_no_engine_and_may_stand_for_several_devices() {
        assertThat(Devices.of("cpu", UNASKED)).isEqualTo(Devices.cpu());
        assertThat(Devices.of("cpu()", UNASKED)).isEqualTo(Devices.cpu());
        assertThat(Devices.cpu().provenance()).isEqualTo("cpu()");
        Devices two = Devices.of("cpu,cpu", UNASKED);
        assertThat(two.all()).containsExactly(Device.cpu(), Device.cpu());
        assertThat(two.provenance()).isEqualTo("cpu,cpu");
    }

    @Test
    void auto_is_the_processor_where_there_is_no_gpu() {
        assertThat(Devices.of("auto", () -> 0)).isEqualTo(Devices.cpu());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "gpu:1", "gpu:all", "cpu,gpu:0"})
    void a_gpu_without_an_engine_for_it_is_an_error_with_a_way_to_one(String name) {
        assertRefused(
                () -> Devices.of(name, () -> 0), "the engine finds no GPU", "SPEECHBENCH_PROFILE=cu124", "doctor");
    }

    @Test
    void a_gpu_that_is_not_there_is_an_error_that_names_those_that_are() {
        assertThatThrownBy(() -> Devices.of("gpu:0,gpu:2", () -> 2))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .isEqualTo("gpu:2 is not there: the engine finds 2 GPUs. Use gpu:0 or gpu:1."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tpu", "gpu:", "gpu:x", "gpu:-1", "gpu:0,", "GPU", "cpu:1"})
    void what_is_no_device_is_an_error(String name) {
        assertRefused(() -> Devices.of(name, () -> 4), "Unknown device");
    }

    @Test
    void gpus_and_the_processor_do_not_mix() {
        assertRefused(() -> Devices.of("cpu,gpu:0", () -> 1), "mixes");
    }
}
