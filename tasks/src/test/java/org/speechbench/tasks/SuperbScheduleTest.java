package org.speechbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperbScheduleTest {
    /**
     * Of s3prl's configuration files, {@code downstream/*}: steps; utterances a batch times batches that are accumulated;
     * steps between looks at dev; learning rate (of {@code sid} none of the useful ones, so 1e-2 is tried first); clip.
     */
    @ParameterizedTest
    @CsvSource({
        // Batches of 32, each of which is halved.
        "asr, 200000, 16, 1, 2000,  1e-4, 1",
        "pr,  100000, 16, 2, 1000,  1e-2, 1",
        "sf,  200000, 32, 1, 2000,  1e-4, 1",
        "ks,  200000, 32, 1, 5000,  1e-4, 1",
        "ic,  200000, 32, 1, 5000,  1e-4, 1",
        "sid, 200000, 8,  4, 5000,  1e-2, 1",
        "er,  30000,  4,  8, 1000,  1e-4, 1",
        "asv, 200000, 10, 5, 10000, 1e-4, 1000",
        "sd,  30000,  8,  4, 500,   1e-4, 1"
    })
    void a_step_sees_as_many_utterances_as_published_and_there_are_as_many_steps(
            String name, int steps, int batch, int accumulated, int evaluateEvery, double rate, double clip) {
        Task task = ServiceLoader.load(Task.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        Recipe recipe = task.recipe(Preset.SUPERB, 2);
        assertThat(recipe.schedule()).isEqualTo(new Recipe.Schedule(steps, batch * accumulated, evaluateEvery));
        assertThat(recipe.learningRates().get(0)).isEqualTo(rate);
        assertThat(recipe.learningRates()).contains(1e-1, 1e-2, 1e-3, 1e-4, 1e-5);
        assertThat(recipe.clip()).isEqualTo(clip);
    }
}
