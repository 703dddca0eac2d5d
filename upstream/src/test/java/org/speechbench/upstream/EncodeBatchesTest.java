package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EncodeBatchesTest {
    private static final long SECOND = 16_000;

    @Test
    void one_by_one_asks_for_no_length_and_keeps_the_order() {
        List<List<String>> batches = EncodeBatches.ONE_BY_ONE.of(List.of("b", "a"), item -> {
            throw new AssertionError(item);
        });
        assertThat(batches).containsExactly(List.of("b"), List.of("a"));
    }

    @Test
    void batches_hold_at_most_the_given_audio_with_padding() {
        List<List<Long>> batches = batches(10, 5, 5, 4, 5, 4, 4);
        // A third of 4 s would make 12 s; 4 and 5 s are padded to 10 s.
        assertThat(batches).containsExactly(List.of(4L, 4L), List.of(4L, 5L), List.of(5L, 5L));
        assertThat(batches).allMatch(batch -> batch.size() * batch.get(batch.size() - 1) <= 10);
    }

    @Test
    void utterances_of_other_lengths_are_not_padded_to_one() {
        assertThat(batches(100, 1, 2, 10, 12, 13, 1))
                .containsExactly(List.of(1L, 1L), List.of(2L), List.of(10L, 12L), List.of(13L));
    }

    @Test
    void an_utterance_that_is_longer_than_a_batch_is_alone() {
        assertThat(batches(10, 40, 41, 3)).containsExactly(List.of(3L), List.of(40L), List.of(41L));
    }

    @Test
    void of_equal_lengths_the_order_is_kept() {
        assertThat(new EncodeBatches(2).of(List.of("c", "a", "b"), item -> SECOND))
                .containsExactly(List.of("c", "a"), List.of("b"));
        assertThat(new EncodeBatches(2).of(List.of(), item -> SECOND)).isEmpty();
    }

    @Test
    void the_policy_is_named_in_words_and_negative_seconds_are_refused() {
        assertThat(EncodeBatches.ONE_BY_ONE.text()).isEqualTo("one by one");
        assertThat(new EncodeBatches(80).text()).isEqualTo("batches of up to 80 s");
        assertThat(new EncodeBatches(2.5).text()).isEqualTo("batches of up to 2.5 s");
        assertRefused(() -> new EncodeBatches(-1), "encode_batch_seconds is -1, wanted at least 0.");
    }

    private static List<List<Long>> batches(double seconds, long... lengths) {
        List<Long> items = LongStream.of(lengths).boxed().toList();
        return new EncodeBatches(seconds).of(items, length -> length * SECOND);
    }
}
