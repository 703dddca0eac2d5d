package org.speechbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.broken.Broken;
import org.speechbench.tasks.given.Given;

class RecipesTest {
    @Test
    void a_file_beside_a_class_of_another_party_gives_its_tasks_their_recipes() {
        assertThat(new Recipes(Given.class).get(Preset.QUICK, "mine"))
                .isEqualTo(new Recipe(
                        "linear_ctc",
                        Map.of("hidden", 8.0),
                        "ctc",
                        new Recipe.Schedule(20, 4, 10),
                        List.of(1e-3, 3e-3),
                        0.5,
                        0.1,
                        new Recipe.Sampling(true, false, 2.5)));
    }

    @Test
    void what_a_file_leaves_out_is_nothing() {
        assertThat(new Recipes(Given.class).get(Preset.SUPERB, "mine"))
                .isEqualTo(new Recipe(
                        "subsequence_dtw",
                        Map.of(),
                        Recipe.SEARCH,
                        new Recipe.Schedule(0, 0, 0),
                        List.of(),
                        0,
                        0,
                        new Recipe.Sampling(false, false, 0)));
    }

    @Test
    void a_recipe_that_is_missing_is_named() {
        assertRefused(() -> new Recipes(Given.class).get(Preset.QUICK, "other"), "other", "quick");
    }

    @Test
    void an_unknown_key_is_refused_by_its_name() {
        assertRefused(() -> new Recipes(Broken.class).get(Preset.QUICK, "mine"), "stepz");
    }
}
