package org.speechbench.upstream.fasthubert;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.upstream.model.GpuCheck;

/** What {@code scripts/gpu_check.py} can find without a GPU, on whatever PyTorch the system's Python has. */
class FastHubertGpuCheckTest {
    @Test
    void the_scripts_run_without_java(@TempDir Path folder) throws Exception {
        GpuCheck.assertSound(GpuCheck.run(folder, List.of(FastHubertSizes.of("test", Map.of()))));
    }
}
