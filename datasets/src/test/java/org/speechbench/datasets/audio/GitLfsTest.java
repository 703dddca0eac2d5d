package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.GitLfs;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.ManifestCorpus;

class GitLfsTest {
    private static final String POINTER =
            """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 12345
            """;

    @TempDir
    Path folder;

    @Test
    void a_pointer_is_named_as_such_whatever_it_stands_for() throws IOException {
        Path file = Files.writeString(folder.resolve("pointer"), POINTER);
        assertRefused(() -> TextLines.read(file), "Git LFS pointer", "pointer");
        assertThatThrownBy(() -> ManifestCorpus.read("name", file, folder)).hasMessageContaining("Git LFS pointer");
        assertThatThrownBy(() -> new AudioReader().read(file))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("Git LFS pointer", "git lfs pull")
                        .doesNotContain("Convert"));
    }

    @Test
    void text_that_mentions_a_pointer_is_none() {
        assertThat(GitLfs.isPointer("a version https://git-lfs")).isFalse();
        assertThat(GitLfs.isPointer("version".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }
}
