package org.speechbench.downstream.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {
    @TempDir
    Path folder;

    @Test
    void what_lies_in_a_folder_behind_a_link_counts() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.write(real.resolve("states"), new byte[90]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        Budget budget = Budget.of(link, 100);
        assertThat(budget.take(20)).isFalse();
        assertThat(budget.take(10)).isTrue();
    }
}
