package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;

class StoppableProgressTest {
    @Test
    void work_ends_between_two_steps_once_the_process_was_asked_to_end() {
        AtomicBoolean asked = new AtomicBoolean();
        try (Progress.Stage stage = new StoppableProgress(Progress.silent(), asked::get).start("train", 2)) {
            assertThatCode(() -> stage.advance(1, "")).doesNotThrowAnyException();
            asked.set(true);
            assertThatThrownBy(() -> stage.advance(1, "")).isInstanceOf(Stopped.class);
        }
    }
}
