package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteSizeTest {
    @Test
    void bytes_are_megabytes_and_from_a_thousand_of_them_on_gigabytes() {
        assertThat(ByteSize.text(0)).isEqualTo("0.0 MB");
        assertThat(ByteSize.text(36_400_000)).isEqualTo("36.4 MB");
        assertThat(ByteSize.text(2_540_000_000L)).isEqualTo("2.5 GB");
    }
}
