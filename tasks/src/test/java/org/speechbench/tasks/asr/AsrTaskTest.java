package org.speechbench.tasks.asr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class AsrTaskTest extends TaskContractTest {
    AsrTaskTest() {
        super(
                new AsrTask(),
                TinyCorpora.corpus("transcript", List.of("train", "dev", "test"), List.of("HELLO WORLD", "IT'S A BEE")),
                TinyCorpora.utterance("odd", "train", "transcript", "ROOM 101"),
                "1");
    }

    @Test
    void superb_s_batch_is_16_since_its_toolkit_halves_every_batch() {
        assertThat(task().recipe(Preset.SUPERB, 32).batch()).isEqualTo(16);
        assertThat(task().card().version()).isEqualTo(2);
    }
}
