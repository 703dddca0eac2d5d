package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestsTest {
    @Test
    void text_bytes_and_files_of_one_content_have_the_published_digest(@TempDir Path folder) throws IOException {
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(Digests.sha256("abc")).isEqualTo(abc);
        assertThat(Digests.sha256(new byte[] {'a', 'b', 'c'})).isEqualTo(abc);
        assertThat(Digests.sha256(Files.writeString(folder.resolve("abc"), "abc")))
                .isEqualTo(abc);
    }

    @Test
    void a_missing_file_is_named(@TempDir Path folder) {
        assertRefused(() -> Digests.sha256(folder.resolve("missing")), "missing: there is no such file");
    }
}
