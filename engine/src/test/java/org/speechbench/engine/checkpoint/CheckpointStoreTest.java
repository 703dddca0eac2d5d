package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.engine.feature.InputNormalization;

class CheckpointStoreTest {
    private static final Map<String, TensorData> TENSORS = Map.of("x", TensorData.of(new float[] {1, 2}, 2));

    @TempDir
    Path folder;

    @Test
    void equal_models_have_equal_files_whatever_the_order_of_their_settings() throws IOException {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        CheckpointStore.write(a, TENSORS, config("p", "q", "r"));
        CheckpointStore.write(b, TENSORS, config("r", "p", "q"));

        assertThat(b.resolve("config.json")).hasSameBinaryContentAs(a.resolve("config.json"));
        assertThat(b.resolve("model.safetensors")).hasSameBinaryContentAs(a.resolve("model.safetensors"));
    }

    @Test
    void a_normalisation_names_its_mean_first() {
        assertThat(InputNormalization.NONE.config().keySet()).containsExactly("mean", "deviation");
    }

    /** The mode of a folder and of files that any program makes follows from the umask; the JVM's is not known here. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_folder_and_its_files_have_the_modes_of_any_folder_and_file() throws IOException {
        Path usual = Files.createDirectory(folder.resolve("usual"));
        Path usualFile = Files.writeString(usual.resolve("file"), "");
        Path model = folder.resolve("model");
        CheckpointStore.write(model, TENSORS, Map.of());

        assertThat(Files.getPosixFilePermissions(model)).isEqualTo(Files.getPosixFilePermissions(usual));
        for (String name : List.of("config.json", "model.safetensors")) {
            assertThat(Files.getPosixFilePermissions(model.resolve(name)))
                    .as(name)
                    .isEqualTo(Files.getPosixFilePermissions(usualFile));
        }
    }

    private static Map<String, Object> config(String... keys) {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, Object> config = new LinkedHashMap<>();
        for (String key : keys) {
            settings.put(key, "1");
            config.put(key, 2);
        }
        config.put("settings", settings);
        return config;
    }
}
