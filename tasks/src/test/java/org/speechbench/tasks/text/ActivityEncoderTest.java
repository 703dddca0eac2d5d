package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TinyCorpora;

class ActivityEncoderTest {
    private static final ActivityEncoder TWO = new ActivityEncoder("turns", 2);

    /** Frames of 20 ms have their centres at 10, 30, 50, 70 and 90 ms. */
    @Test
    void a_speaker_is_active_in_the_frames_whose_centres_lie_in_a_turn() {
        assertThat(TWO.encode(turns("b:0.010-0.050 a:0.049-0.091"), 6, 50)).containsExactly(1, 1, 2, 2, 2, 0);
    }

    @Test
    void turns_beyond_the_last_frame_are_cut_and_frames_beyond_the_last_turn_are_silent() {
        assertThat(TWO.encode(turns("a:0.05-9"), 3, 50)).containsExactly(0, 0, 1);
        assertThat(TWO.encode(turns("a:0.0-0.02"), 3, 50)).containsExactly(1, 0, 0);
        assertThat(TWO.encode(turns("a:0.0-0.02"), 0, 50)).isEmpty();
    }

    @Test
    void frames_are_turns_of_numbered_speakers_at_the_rate_of_the_features() {
        assertThat(TWO.decode(new int[] {0, 1, 3, 2, 0, 2}, 25))
                .containsExactly("1:0.040-0.120", "2:0.080-0.160", "2:0.200-0.240");
        assertThat(TWO.decode(new int[0], 25)).isEmpty();
    }

    @Test
    void a_third_speaker_is_refused_by_name() {
        assertRefused(() -> TWO.encode(turns("anna:0-1 ben:1-2 carl:2-3")), "carl");
        assertThat(new ActivityEncoder("turns", 3).names()).isEqualTo(List.of("1", "2", "3"));
    }

    private static Utterance turns(String label) {
        return TinyCorpora.utterance("u", "train", "turns", label);
    }
}
