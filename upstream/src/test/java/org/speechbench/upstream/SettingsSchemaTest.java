package org.speechbench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;

class SettingsSchemaTest {
    private static final SettingsSchema SCHEMA = SettingsSchema.of(
            "odd",
            Setting.choice("head", "how it predicts", "cosine", "linear"),
            Setting.flag("intermediate", "a second head"),
            Setting.integer("heads", "of attention").untold(),
            Setting.file("statistics", "of the training set"));

    @Test
    void what_is_not_given_has_its_default() {
        Settings settings = SCHEMA.read(Map.of("intermediate", "true", "statistics", "s.npy"));
        assertThat(settings.text("head")).isEqualTo("cosine");
        assertThat(settings.flag("intermediate")).isTrue();
        assertThat(settings.file("statistics")).isEqualTo(Path.of("s.npy"));
        assertThat(settings.isGiven("head")).isFalse();
        assertThat(settings.isGiven("intermediate")).isTrue();
        assertThat(SCHEMA.read(Map.of("heads", "12")).integer("heads")).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "head | linaer | Setting head of odd is 'linaer', wanted cosine or linear. Did you mean 'linear'? It means: how it predicts.",
                "intermediate | yes | Setting intermediate of odd is 'yes', wanted true or false. It means: a second head.",
                "heads | 0 | Setting heads of odd is '0', wanted a positive integer. It means: of attention.",
                "heads | 1.5 | Setting heads of odd is '1.5', wanted a positive integer. It means: of attention.",
                "heed | linear | Upstream odd has no setting 'heed'. Did you mean 'head'? Available: head, heads, intermediate, statistics."
            })
    void what_does_not_fit_is_said_with_what_would(String name, String value, String error) {
        assertThatThrownBy(() -> SCHEMA.read(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.oneLine()).isEqualTo(error));
    }

    @Test
    void what_a_checkpoint_does_not_tell_is_said_of_a_checkpoint_only() {
        UpstreamSpec random = UpstreamSpec.of("odd", "", 1, Precision.FP32).with(Map.of("heads", "4"));
        assertThatThrownBy(() -> SCHEMA.read(random))
                .isInstanceOf(UserError.class)
                .hasMessage("The setting 'heads' is about a checkpoint, and there is none.");
        assertThat(SCHEMA.read(random.from(Path.of("x"))).integer("heads")).isEqualTo(4);
    }
}
