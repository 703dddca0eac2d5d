package org.speechbench.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.engine.device.NvidiaSystem.Card;

class NvidiaSystemTest {
    private static final Card A100 = new Card("GPU-aaaa-1", "NVIDIA A100-SXM4-80GB");
    private static final Card T4 = new Card("GPU-bbbb-2", "Tesla T4");
    private static final Map<String, String> BY_BUS = Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID");

    @Test
    void the_program_names_cards_and_driver() {
        assertThat(NvidiaSystem.ofQuery(
                        "GPU-aaaa-1, NVIDIA A100-SXM4-80GB, 535.104.05\n" + "GPU-bbbb-2, Tesla T4, 535.104.05\n"))
                .isEqualTo(new NvidiaSystem("535.104.05", List.of(A100, T4)));
    }

    @Test
    void what_the_program_says_of_a_broken_driver_is_no_card() {
        assertThat(NvidiaSystem.ofQuery("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. "
                        + "Make sure that the latest NVIDIA driver is installed and running.\n"))
                .isEqualTo(new NvidiaSystem("", List.of()));
        assertThat(NvidiaSystem.ofQuery("")).isEqualTo(new NvidiaSystem("", List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023 | 535.104.05",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  560.35.03  Release Build  (a@b) | 560.35.03",
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  390.157  Wed Oct 12 09:19:07 UTC 2022 | 390.157"
            })
    void the_kernel_names_the_driver(String line, String version) {
        String text = line + "\nGCC version:  gcc version 12.3.0 (Ubuntu 12.3.0-1ubuntu1)\n";
        assertThat(NvidiaSystem.ofKernel(text, List.of()).driver()).isEqualTo(version);
    }

    @Test
    void the_kernel_names_cards() {
        String information = "Model: \t\t Tesla T4\nIRQ:   \t\t 33\nGPU UUID: \t GPU-bbbb-2\nBus Type: \t PCIe\n";
        assertThat(NvidiaSystem.ofKernel("", List.of(information)).cards()).containsExactly(T4);
    }

    @Test
    void equal_cards_have_their_name_whatever_their_order() {
        NvidiaSystem four = new NvidiaSystem("535.1", List.of(T4, T4, T4, T4));
        assertThat(four.name(3, Map.of())).isEqualTo("Tesla T4");
        assertThat(four.name(0, Map.of("CUDA_VISIBLE_DEVICES", "2,3"))).isEqualTo("Tesla T4");
        assertThat(new NvidiaSystem("", List.of()).name(0, Map.of())).isEmpty();
    }

    @Test
    void cards_that_differ_are_told_apart_by_their_order_only_where_it_is_known() {
        NvidiaSystem mixed = new NvidiaSystem("535.1", List.of(A100, T4));
        assertThat(mixed.name(1, BY_BUS)).isEqualTo("Tesla T4");
        assertThat(mixed.name(0, Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID", "CUDA_VISIBLE_DEVICES", "1")))
                .isEqualTo("Tesla T4");
        assertThat(mixed.name(0, Map.of("CUDA_VISIBLE_DEVICES", "GPU-bbbb"))).isEqualTo("Tesla T4");
        assertThat(mixed.name(0, Map.of())).isEqualTo("NVIDIA A100-SXM4-80GB or Tesla T4");
        assertThat(mixed.name(0, Map.of("CUDA_VISIBLE_DEVICES", "1"))).isEqualTo("NVIDIA A100-SXM4-80GB or Tesla T4");
    }

    @ParameterizedTest
    @CsvSource({"70, 7.0", "86, 8.6", "90, 9.0", "120, 12.0"})
    void a_compute_capability_has_a_point(String digits, String capability) {
        assertThat(Gpus.capability(digits)).isEqualTo(capability);
    }
}
