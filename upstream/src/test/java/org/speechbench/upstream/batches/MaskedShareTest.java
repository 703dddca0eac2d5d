package org.speechbench.upstream.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The share of frames that is masked, against the published procedure. The expected values are printed by
 * {@code scripts/masked-shares.py}, which restates it in Python; their standard errors are below 0.1 points.
 */
class MaskedShareTest {
    private static final int GROUPS = 1200;
    private static final MaskSampler MASKS = MaskSampler.published(1);

    @ParameterizedTest
    @CsvSource({
        "2, 99, 41.17",
        "3, 149, 44.99",
        "4, 199, 47.27",
        "5, 249, 48.66",
        "6, 299, 49.74",
        "8, 399, 51.24",
        "10, 499, 52.25",
        "12, 599, 52.78",
        "14, 699, 53.26",
        "15.6, 779, 53.65"
    })
    void hubert_masks_as_many_frames_as_the_published_code_whatever_the_batch(
            double seconds, int frames, double percent) {
        assertShares(seconds, frames, percent);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 50, 36.00",
        "3, 75, 40.68",
        "4, 100, 43.76",
        "5, 125, 45.65",
        "6, 150, 47.16",
        "8, 200, 49.12",
        "10, 250, 50.49",
        "12, 300, 51.28",
        "14, 350, 52.00",
        "15.6, 390, 52.51"
    })
    void so_does_fast_hubert_whose_frames_are_twice_as_long(double seconds, int frames, double percent) {
        assertShares(seconds, frames, percent);
    }

    private static void assertShares(double seconds, int frames, double percent) {
        int group = MaskSampler.group(MaskSampler.PUBLISHED_GROUP_SECONDS, seconds);
        for (double batchSeconds : new double[] {16, 240, 2_800}) {
            int batch = (int) Math.max(1, Math.round(batchSeconds / seconds));
            assertThat(100 * share(MASKS, batch, frames, group))
                    .as("batch of %s s", batchSeconds)
                    .isCloseTo(percent, within(0.5));
        }
        assertThat(100 * MASKS.share(frames, group)).isCloseTo(percent, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 280})
    void a_model_that_wants_the_same_number_of_every_crop_masks_the_share_of_a_group(int batch) {
        MaskSampler decoder = MaskSampler.published(4);
        // Multiples of four below what a group keeps: on average one and a half frames of 499 fewer.
        assertThat(share(decoder, batch, 499, 8)).isCloseTo(0.5225 - 1.5 / 499, within(0.005));
        assertThat(decoder.share(499, 8)).isCloseTo(0.5225 - 1.5 / 499, within(0.005));
    }

    @Test
    void a_group_has_as_many_crops_as_fit() {
        assertThat(MaskSampler.group(87.5, 10)).isEqualTo(8);
        assertThat(MaskSampler.group(87.5, 4)).isEqualTo(21);
        assertThat(MaskSampler.group(87.5, 15.625)).isEqualTo(5);
        assertThat(MaskSampler.group(87.5, 0.1)).isEqualTo(875);
        assertThat(MaskSampler.group(87.5, 100)).isEqualTo(1);
    }

    @Test
    void crops_of_a_group_have_equally_many_masked_frames_and_those_of_another_group_have_others() {
        boolean[] masked = MASKS.sample(21, 499, 8, new SplittableRandom(3));
        for (int b = 0; b < 21; b++) {
            assertThat(count(masked, b, 499)).isEqualTo(count(masked, b - b % 8, 499));
        }
        assertThat(count(masked, 0, 499)).isNotEqualTo(count(masked, 8, 499));
    }

    @Test
    void a_step_that_is_timed_masks_the_mean_number_of_frames() {
        boolean[] masked = MASKS.typical(3, 499, 8, new SplittableRandom(5));
        for (int b = 0; b < 3; b++) {
            assertThat(count(masked, b, 499)).isBetween(259, 263);
        }
        boolean[] few = MaskSampler.published(4).typical(2, 499, 8, new SplittableRandom(5));
        assertThat(count(few, 0, 499)).isEqualTo(count(few, 1, 499)).matches(n -> n % 4 == 0);
    }

    private static double share(MaskSampler masks, int batch, int frames, int group) {
        SplittableRandom random = new SplittableRandom(11);
        int batches = Math.max(1, (int) Math.ceil((double) GROUPS * group / Math.max(batch, group)));
        // Crops of a group have one number in common, so that groups count, not crops.
        batches = masks.multiple() > 1 ? GROUPS / Math.max(1, batch / group) : batches;
        long count = 0;
        for (int i = 0; i < batches; i++) {
            boolean[] masked = masks.sample(batch, frames, group, random);
            for (boolean m : masked) {
                count += m ? 1 : 0;
            }
        }
        return count / ((double) batches * batch * frames);
    }

    private static int count(boolean[] masked, int crop, int frames) {
        int n = 0;
        for (int t = crop * frames; t < (crop + 1) * frames; t++) {
            n += masked[t] ? 1 : 0;
        }
        return n;
    }
}
