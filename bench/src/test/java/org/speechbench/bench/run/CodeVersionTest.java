package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeVersionTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    @Test
    void an_archive_has_the_revision_that_it_was_built_from_whatever_repository_it_is_in() throws Exception {
        git("init", "--quiet");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "--allow-empty", "-m", "first");
        Path archive = Files.createDirectory(folder.resolve("archive"));
        assertThat(CodeVersion.revision(archive)).matches("[0-9a-f]{40}").isNotEqualTo(COMMIT);

        Path recorded = Files.writeString(archive.resolve("REVISION"), COMMIT + "\n");
        assertThat(CodeVersion.revision(archive)).isEqualTo(COMMIT);
        Files.writeString(recorded, "");
        assertThat(CodeVersion.revision(archive)).isEmpty();
    }

    @Test
    void a_folder_without_a_repository_has_none() {
        assertThat(CodeVersion.revision(folder)).isEmpty();
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
