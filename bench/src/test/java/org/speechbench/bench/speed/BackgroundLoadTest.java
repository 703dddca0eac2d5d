package org.speechbench.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;

class BackgroundLoadTest {
    @Test
    void what_it_says_names_the_share_and_the_cure() {
        assertThat(BackgroundLoad.text(0.482)).contains("48 %", "stop them");
    }

    @Test
    void it_says_one_thing_or_nothing() {
        List<String> notes = new ArrayList<>();
        BackgroundLoad.note(Progress.noting(notes::add));
        assertThat(notes).hasSizeLessThanOrEqualTo(1).allMatch(note -> note.startsWith("Warning: other processes"));
    }
}
