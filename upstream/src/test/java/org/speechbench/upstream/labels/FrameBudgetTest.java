package org.speechbench.upstream.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

class FrameBudgetTest {
    private static final WaveformReader READER = new WaveformReader(new AudioReader(), "test");
    private static final List<Utterance> HUNDRED = IntStream.range(0, 100)
            .mapToObj(i -> new Utterance("u" + i, Path.of("u" + i), 1_600, "", "train", Map.of()))
            .toList();

    @Test
    void all_that_fit_are_taken() {
        assertThat(draw(1_000, 1)).isEqualTo(HUNDRED);
        assertThat(draw(999, 1)).hasSize(99);
    }

    @Test
    void a_draw_keeps_the_order_depends_on_its_seed_and_stays_below_the_budget() {
        List<Utterance> drawn = draw(205, 1);
        assertThat(drawn)
                .hasSize(20)
                .isEqualTo(HUNDRED.stream().filter(drawn::contains).toList());
        assertThat(draw(205, 1)).isEqualTo(drawn);
        assertThat(draw(205, 2)).isNotEqualTo(drawn);
    }

    @Test
    void every_utterance_is_drawn_equally_often() {
        int[] times = new int[100];
        for (int seed = 0; seed < 2_000; seed++) {
            draw(100, seed).forEach(u -> times[HUNDRED.indexOf(u)]++);
        }
        // 200 expected, standard deviation 13.4.
        assertThat(IntStream.of(times).boxed()).allSatisfy(n -> assertThat(n).isBetween(140, 260));
    }

    @Test
    void one_utterance_is_taken_even_if_it_is_too_long() {
        assertThat(draw(5, 1)).hasSize(1);
    }

    private static List<Utterance> draw(long frames, long seed) {
        return new FrameBudget(frames, 160, seed).draw(HUNDRED, READER);
    }
}
