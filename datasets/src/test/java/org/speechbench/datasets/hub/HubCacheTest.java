package org.speechbench.datasets.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubCacheTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Path NAMED = Path.of("some/model");

    @TempDir
    Path folder;

    private HubCache cache;
    private Path repository;
    private Path snapshot;

    @BeforeEach
    void write_the_configuration_of_a_model() throws IOException {
        cache = new HubCache(folder.resolve("hub"));
        repository = cache.folder().resolve("models--some--model");
        snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        Files.writeString(snapshot.resolve("config.json"), "{}");
        ref(COMMIT + "\n");
    }

    @Test
    void a_model_is_found_by_its_name_and_anything_else_stays_as_it_is() throws IOException {
        Files.writeString(snapshot.resolve("model.safetensors"), "weights");
        assertThat(cache.locate(NAMED)).isEqualTo(snapshot);
        assertThat(cache.locate(Path.of("some/other"))).isEqualTo(Path.of("some/other"));
    }

    @Test
    void a_model_without_its_weights_is_refused_with_the_command_that_gets_them() throws IOException {
        assertRefused(
                () -> cache.locate(NAMED),
                "without its weights",
                "[config.json]",
                "speechbench checkpoint get some/model");
        Files.createSymbolicLink(snapshot.resolve("model.safetensors"), Path.of("../../blobs/gone"));
        assertRefused(() -> cache.resolve(NAMED), "without its weights");
    }

    @Test
    void a_revision_that_leads_out_of_the_cache_is_refused() throws IOException {
        Files.writeString(folder.resolve("hub/model.safetensors"), "weights of others");
        for (String text : new String[] {"../..", "", "../../../..", COMMIT + "/..", COMMIT.substring(1)}) {
            ref(text);
            assertRefused(
                    () -> cache.locate(NAMED),
                    "refs/main holds '" + text + "'",
                    "40 hexadecimal digits",
                    "checkpoint get some/model");
        }
    }

    private void ref(String text) throws IOException {
        Files.writeString(Files.createDirectories(repository.resolve("refs")).resolve("main"), text);
    }
}
