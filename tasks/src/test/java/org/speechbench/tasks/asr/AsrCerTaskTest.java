package org.speechbench.tasks.asr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.pr.PrTask;

class AsrCerTaskTest extends TaskContractTest {
    AsrCerTaskTest() {
        super(
                new AsrCerTask(),
                TinyCorpora.corpus("transcript", List.of("train", "dev", "test"), List.of("HELLO WORLD", "IT'S A BEE")),
                TinyCorpora.utterance("odd", "train", "transcript", "ROOM 101"),
                "1");
    }

    @Test
    void it_is_asr_with_another_metric() {
        for (Preset preset : Preset.values()) {
            assertThat(task().recipe(preset, 32)).isEqualTo(new AsrTask().recipe(preset, 32));
        }
        assertThat(task().secondary()).extracting(Scorer::metric).containsExactly(ErrorRateScorer.WER);
    }

    @Test
    void other_characters_make_another_inventory_of_the_same_task() {
        for (Task task : List.of(new AsrTask(), new AsrCerTask())) {
            Task chinese = task.withCharacters(List.of("你", "好"));
            assertThat(chinese.card()).isEqualTo(task.card());
            assertThat(chinese.symbols()).hasSize(7).endsWith("你", "好");
            assertThat(chinese.reference(TinyCorpora.utterance("a", "test", "transcript", "你们 好")))
                    .containsExactly("你们", "好");
        }
    }

    @Test
    void asr_has_its_character_errors_beside_its_words_only_with_other_characters() {
        assertThat(new AsrTask().secondary()).isEmpty();
        assertThat(new AsrTask().withCharacters(List.of("ß")).secondary())
                .extracting(Scorer::metric)
                .containsExactly(ErrorRateScorer.CER);
    }

    @Test
    void a_task_without_characters_has_no_alphabet() {
        assertRefused(() -> new PrTask().withCharacters(List.of("a")), "task pr has no transcripts in characters");
    }
}
