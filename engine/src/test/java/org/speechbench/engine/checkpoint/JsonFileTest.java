package org.speechbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFileTest {
    @TempDir
    Path folder;

    @Test
    void an_object_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"size\": \"base\"}\n");
        assertThat(JsonFile.read(file).path("size").asText()).isEqualTo("base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "\"text\"", "{", "{} {}", "{\"a\": 1, \"a\": 2}", "not json"})
    void what_is_no_object_is_refused_by_the_name_of_the_file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), text);
        assertRefused(() -> JsonFile.read(file), "config.json");
    }

    @Test
    void a_file_that_is_nested_without_end_or_far_too_long_is_refused() throws IOException {
        Path deep = Files.writeString(folder.resolve("deep.json"), "{\"a\":" + "[".repeat(100_000));
        assertRefused(() -> JsonFile.read(deep), "deep.json");
        Path big = Files.writeString(folder.resolve("big.json"), "{}" + " ".repeat(10_000_000));
        assertRefused(() -> JsonFile.read(big), "10 MB");
    }
}
