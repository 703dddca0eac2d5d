package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir
    Path folder;

    @Test
    void a_lock_is_taken_until_it_is_closed_and_to_ask_makes_no_file() {
        Path file = folder.resolve("run/.lock");
        assertThat(ProcessLock.isTaken(file)).isFalse();
        assertThat(file).doesNotExist();

        ProcessLock lock = ProcessLock.take(file).orElseThrow();
        assertThat(ProcessLock.isTaken(file)).isTrue();
        assertThat(ProcessLock.take(file)).isEmpty();
        lock.close();

        assertThat(ProcessLock.isTaken(file)).isFalse();
        assertThat(ProcessLock.take(file)).isPresent().get().satisfies(ProcessLock::close);
    }
}
