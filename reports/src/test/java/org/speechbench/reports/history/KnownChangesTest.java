package org.speechbench.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.UserError;

class KnownChangesTest {
    @TempDir
    Path folder;

    @Test
    void a_list_is_read() throws IOException {
        assertThat(KnownChange.read(file("changes: [{ date: 2026-01-02, note: x }]")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "3",
                "x",
                "[]",
                "[null]",
                "changes:",
                "changes: 3",
                "changes: [null]",
                "changes: [3]",
                "changes: [{ date: null, note: x }]",
                "changes: [{ date: 2026-01-02, note: null }]",
                "changes: [{ date: soon, note: x }]",
                "changes: [{ date: 2026-01-02 }]",
                "changes: [[[[",
                "changes:\n\t- x",
                "other: 3"
            })
    void anything_else_is_an_error_that_says_what_is_wanted(String text) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> KnownChange.read(file))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("is no list of known changes: ", "Wanted 'changes:'")
                        .doesNotContain("NullPointer", ": ."));
    }

    @Test
    void a_syntax_error_keeps_its_cause() throws IOException {
        Path file = file("changes:\n\t- x");
        assertThatThrownBy(() -> KnownChange.read(file)).hasMessageContaining("TAB");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("x.yaml"), text);
    }
}
