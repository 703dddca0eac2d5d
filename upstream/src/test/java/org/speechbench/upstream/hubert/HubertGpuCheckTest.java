package org.speechbench.upstream.hubert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.upstream.model.GpuCheck;

/** What {@code scripts/gpu_check.py} can find without a GPU, on whatever PyTorch the system's Python has. */
class HubertGpuCheckTest {
    @Test
    void the_scripts_run_without_java(@TempDir Path folder) throws Exception {
        Map<String, JsonNode> found = GpuCheck.run(folder, List.of(TinyHubert.sized("test")));
        assertThat(found).containsKeys("A_environment", "E_times");
        assertThat(Objects.requireNonNull(found.get("B_steps"))).hasSize(2).allSatisfy(step -> {
            assertThat(step.path("loss").asDouble()).isPositive();
            assertThat(step.path("finite").asBoolean()).isTrue();
        });
        assertThat(Objects.requireNonNull(found.get("C_bits"))).hasSize(2).allSatisfy(differing -> assertThat(differing)
                .isEmpty());
        JsonNode optimiser = Objects.requireNonNull(found.get("D_optimiser"));
        if (!optimiser.has("left_out")) {
            assertThat(optimiser.path("worst").asDouble()).isLessThan(1e-6);
            assertThat(optimiser.path("steps").asInt()).isEqualTo(5);
            assertThat(optimiser.path("nan_changes_nothing").asBoolean()).isTrue();
        }
    }
}
