package org.speechbench.upstream.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskSamplerTest {
    @Test
    void masks_the_published_share_of_frames() {
        MaskSampler hubert = new MaskSampler(0.8, 10, MaskSampler.TWO_SPANS);
        SplittableRandom random = new SplittableRandom(1);
        double masked = 0;
        int rounds = 400;
        for (int i = 0; i < rounds; i++) {
            masked += count(hubert.sample(500, random), 0, 500) / 500.0;
        }
        // 56.7 % for p 0.8 and spans of 10; a single crop is not trimmed.
        assertThat(masked / rounds).isCloseTo(0.567, within(0.01));
    }

    @Test
    void every_crop_of_a_batch_has_as_many_masked_frames() {
        for (int seed = 0; seed < 50; seed++) {
            boolean[] masked =
                    new MaskSampler(0.8, 5, MaskSampler.TWO_SPANS).sample(8, 50, 8, new SplittableRandom(seed));
            int first = count(masked, 0, 50);
            assertThat(first).isBetween(10, 45);
            for (int b = 1; b < 8; b++) {
                assertThat(count(masked, 50 * b, 50)).isEqualTo(first);
            }
        }
    }

    @Test
    void a_model_may_ask_for_few_different_numbers_of_masked_frames() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean[] masked = new MaskSampler(0.8, 5, MaskSampler.TWO_SPANS, 4).sample(3, 50, 3, random);
            assertThat(count(masked, 0, 50)).isBetween(8, 44).matches(n -> n % 4 == 0);
            assertThat(count(masked, 50, 50)).isEqualTo(count(masked, 0, 50));
            boolean[] all = new MaskSampler(0.8, 10, MaskSampler.TWO_SPANS, 4).sample(2, 12, 2, random);
            assertThat(count(all, 0, 12)).as("some frames are seen").isBetween(1, 11);
            // Fewer than asked for stay as they are.
            boolean[] few = new MaskSampler(0.1, 2, 1, 4).sample(1, 10, 1, random);
            assertThat(count(few, 0, 10)).isBetween(1, 2);
        }
    }

    @Test
    void a_single_crop_has_whole_spans() {
        boolean[] masked = new MaskSampler(0.3, 10, MaskSampler.TWO_SPANS).sample(200, new SplittableRandom(3));
        int run = 0;
        for (int t = 0; t <= 200; t++) {
            if (t < 200 && masked[t]) {
                run++;
            } else {
                assertThat(run == 0 || run >= 10).isTrue();
                run = 0;
            }
        }
    }

    @Test
    void even_the_shortest_crop_has_masked_frames() {
        for (int frames = 2; frames < 12; frames++) {
            boolean[] masked =
                    new MaskSampler(0.8, 5, MaskSampler.TWO_SPANS).sample(frames, new SplittableRandom(frames));
            assertThat(count(masked, 0, frames)).isPositive();
        }
    }

    @Test
    void there_are_two_spans_at_least() {
        // floor(0.1 * 40 / 10 + u) is 0 or 1.
        for (int seed = 0; seed < 50; seed++) {
            boolean[] masked = new MaskSampler(0.1, 10, MaskSampler.TWO_SPANS).sample(40, new SplittableRandom(seed));
            assertThat(count(masked, 0, 40)).as("two different starts").isBetween(11, 20);
        }
    }

    @Test
    void the_share_is_the_published_one_at_the_frame_rates_and_lengths_of_both_models() {
        SplittableRandom random = new SplittableRandom(2);
        for (int frames : new int[] {250, 390, 781}) {
            double masked = 0;
            for (int i = 0; i < 400; i++) {
                masked += count(new MaskSampler(0.8, 10, MaskSampler.TWO_SPANS).sample(frames, random), 0, frames)
                        / (400.0 * frames);
            }
            assertThat(masked).as(frames + " frames").isCloseTo(0.567, within(0.015));
        }
    }

    @Test
    void equal_generators_give_equal_masks() {
        MaskSampler sampler = new MaskSampler(0.8, 5, MaskSampler.TWO_SPANS);
        assertThat(sampler.sample(4, 99, 3, new SplittableRandom(7)))
                .isEqualTo(sampler.sample(4, 99, 3, new SplittableRandom(7)));
    }

    private static int count(boolean[] masked, int offset, int frames) {
        return (int) IntStream.range(0, frames).filter(t -> masked[offset + t]).count();
    }
}
