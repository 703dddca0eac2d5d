package org.speechbench.upstream.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;
import org.speechbench.engine.feature.InputNormalization;

class FeatureStatisticsTest {
    @Test
    void mean_and_deviation_are_those_of_all_frames() {
        FeatureStatistics sums = new FeatureStatistics(2);
        sums.add(new float[] {1, 5, 3, 5});
        sums.add(new float[] {8, 5});
        InputNormalization s = sums.finish();
        assertThat(s.means()).containsExactly(4, 5);
        // sqrt((9 + 1 + 16) / 3), and the least deviation for a constant
        assertThat(s.deviations()).containsExactly((float) Math.sqrt(26 / 3.0), 1e-4f);
    }

    @Test
    void no_frames_give_no_statistics() {
        FeatureStatistics none = new FeatureStatistics(2);
        assertThatThrownBy(none::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_file_of_other_dimensions_is_the_users_error(@TempDir Path folder) {
        Path file = folder.resolve("s.safetensors");
        Map<String, TensorData> tensors =
                Map.of("mean", TensorData.of(new float[] {1, 2}, 2), "std", TensorData.of(new float[] {3, 4}, 2));
        Safetensors.write(file, tensors, Map.of());
        assertThat(FeatureStatistics.read(file, 2).deviations()).containsExactly(3, 4);
        assertThatThrownBy(() -> FeatureStatistics.read(file, 3))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("3 dimensions");
    }
}
