package org.speechbench.upstream.hubert;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.upstream.model.GpuCheck;

/** What {@code scripts/gpu_check.py} can find without a GPU, on whatever PyTorch the system's Python has. */
class HubertGpuCheckTest {
    @Test
    void the_scripts_run_without_java(@TempDir Path folder) throws Exception {
        GpuCheck.assertSound(GpuCheck.run(folder, List.of(TinyHubert.sized("test"))));
    }
}
