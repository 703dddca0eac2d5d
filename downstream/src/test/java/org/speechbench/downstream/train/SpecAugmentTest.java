package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpecAugmentTest {
    private static final int DIM = 256;

    @Test
    void every_warped_frame_is_a_weighted_mean_of_frames_of_its_own_row() {
        int[] lengths = {60, 35, 8};
        for (int seed = 0; seed < 20; seed++) {
            SpecAugment drawn = SpecAugment.draw(lengths, DIM, new SplittableRandom(seed));
            for (int b = 0; b < lengths.length; b++) {
                for (int t = 0; t < lengths[b]; t++) {
                    int row = b;
                    int to = t;
                    double sum = IntStream.range(0, lengths[b])
                            .mapToDouble(from -> drawn.weight(row, to, from))
                            .sum();
                    assertThat(sum).isCloseTo(1, within(1e-6));
                }
            }
        }
    }

    @Test
    void no_frame_moves_by_more_than_the_window() {
        SpecAugment drawn = SpecAugment.draw(new int[] {100}, DIM, new SplittableRandom(2));
        boolean moved = false;
        for (int t = 0; t < 100; t++) {
            int to = t;
            double source = IntStream.range(0, 100)
                    .mapToDouble(from -> from * drawn.weight(0, to, from))
                    .sum();
            assertThat(Math.abs(source - t)).isLessThanOrEqualTo(5.5);
            moved |= Math.abs(source - t) > 0.5;
        }
        assertThat(moved).isTrue();
    }

    @Test
    void short_rows_are_not_warped() {
        SpecAugment drawn = SpecAugment.draw(new int[] {10}, DIM, new SplittableRandom(2));
        for (int t = 0; t < 10; t++) {
            assertThat(drawn.weight(0, t, t)).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void masks_stay_inside_their_row_and_below_their_widths() {
        int widest = 0;
        for (int seed = 0; seed < 50; seed++) {
            SpecAugment drawn = SpecAugment.draw(new int[] {400, 100}, DIM, new SplittableRandom(seed));
            int dims = dropped(drawn.keptDims(), 0, DIM);
            int frames = dropped(drawn.keptFrames(), 0, 400);
            assertThat(dims).isLessThanOrEqualTo(4 * 49);
            assertThat(frames).isLessThanOrEqualTo(2 * 39);
            assertThat(dropped(drawn.keptFrames(), 500, 800)).isZero();
            widest = Math.max(widest, dims);
        }
        assertThat(widest).isGreaterThan(49);
    }

    private static int dropped(float[] keep, int from, int to) {
        return (int) IntStream.range(from, to).filter(i -> keep[i] == 0).count();
    }
}
