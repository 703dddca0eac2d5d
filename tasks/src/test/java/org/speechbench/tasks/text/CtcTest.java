package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CtcTest {
    @Test
    void repeats_merge_unless_a_blank_parts_them() {
        assertThat(Ctc.collapse(new int[] {0, 3, 3, 0, 3, 4, 0, 0})).containsExactly(3, 3, 4);
        assertThat(Ctc.collapse(new int[] {0, 0})).isEmpty();
        assertThat(Ctc.collapse(new int[0])).isEmpty();
    }

    /** The paths were found by an independent CTC decoder (NumPy argmax); the merging here is by hand. */
    @Test
    void the_paths_of_the_fixture_merge_as_by_hand() throws IOException {
        int[][] paths = int64("/ctc_greedy.npy", 4, 24);
        assertThat(Ctc.collapse(paths[0])).containsExactly(1, 8, 3, 1, 4, 6, 5, 2, 1, 6, 4, 7, 6, 3, 1, 7, 1, 8);
        assertThat(Ctc.collapse(paths[1])).containsExactly(1, 2, 6, 7, 2, 5, 1, 4, 6, 8, 5, 8, 1, 8, 1, 1);
        assertThat(Ctc.collapse(paths[2])).containsExactly(4, 2, 5, 6, 5, 1, 7, 5, 8, 1, 4, 3, 1, 4, 2, 8, 3);
        assertThat(Ctc.collapse(paths[3])).containsExactly(1, 7, 5, 4, 1, 7, 5, 7, 2, 1, 4, 3, 7, 3, 7, 2, 1, 4, 6);
    }

    /** Reads a version 1 file of little-endian 64-bit integers in C order. */
    private static int[][] int64(String resource, int rows, int columns) throws IOException {
        try (InputStream in = Objects.requireNonNull(CtcTest.class.getResourceAsStream(resource))) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[bytes.getShort(8)];
            bytes.position(10).get(header);
            assertThat(new String(header, StandardCharsets.US_ASCII))
                    .contains("'<i8'", "'fortran_order': False", "(" + rows + ", " + columns + ")");
            int[][] values = new int[rows][columns];
            for (int[] row : values) {
                for (int j = 0; j < columns; j++) {
                    row[j] = (int) bytes.getLong();
                }
            }
            return values;
        }
    }
}
