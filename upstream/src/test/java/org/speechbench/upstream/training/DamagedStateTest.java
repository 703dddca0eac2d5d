package org.speechbench.upstream.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Progress;

class DamagedStateTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "3",
                "\"x\"",
                "{}",
                "{\"step\": 3}",
                "{\"step\": null, \"files\": null}",
                "{\"step\": 3, \"identity\": {}, \"files\": {}, \"interval\": null}",
                "{\"step\": 3, \"identity\": {\"a\": null}, \"files\": {}, \"interval\": []}",
                "{\"step\": 3, \"files\": {}}",
                "{\"step\": 3, \"identity\": {}, \"files\": {}, \"sums\": null}",
                "{\"step\": 3, \"identity\": {}, \"files\": {}, \"lossSum\": 1, \"optimisers\": [3]}"
            })
    void a_state_that_is_none_is_a_damaged_checkpoint_and_is_said(String text) throws IOException {
        Path step = Files.createDirectories(folder.resolve("step-3"));
        Files.writeString(step.resolve("state.json"), text);
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public Stage start(String name, long total) {
                throw new IllegalStateException("nothing takes long here");
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        assertThat(TrainingCheckpoint.latest(folder, progress)).isEmpty();
        assertThat(notes).singleElement().asString().contains("checkpoint step-3 is damaged");
    }
}
