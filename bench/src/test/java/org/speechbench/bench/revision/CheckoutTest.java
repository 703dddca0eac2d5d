package org.speechbench.bench.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CheckoutTest {
    @TempDir
    Path home;

    @BeforeEach
    void a_repository_whose_launcher_writes_what_it_built() throws Exception {
        git("init", "--quiet");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        launcher("#!/bin/sh\necho built > built\n");
        commit("first");
    }

    @Test
    void a_revision_is_checked_out_apart_and_built_by_its_own_launcher() throws Exception {
        launcher("#!/bin/sh\necho otherwise > built\n");
        commit("second");

        Checkout first = Checkout.of(home, "HEAD~1");
        Checkout second = Checkout.of(home, "HEAD");
        assertThat(Files.readString(first.root().resolve("built"))).isEqualTo("built\n");
        assertThat(Files.readString(second.root().resolve("built"))).isEqualTo("otherwise\n");
        assertThat(Checkout.of(home, "HEAD~1")).isEqualTo(first);
        assertThat(home.resolve("built")).doesNotExist();
    }

    @Test
    void a_revision_that_is_not_there_or_does_not_build_is_an_error() throws Exception {
        assertRefused(() -> Checkout.of(home, "nowhere"));
        launcher("#!/bin/sh\necho 'no compiler'\nexit 1\n");
        commit("broken");
        assertRefused(() -> Checkout.of(home, "HEAD"), "does not build: no compiler");
        launcher(
                "#!/bin/sh\necho '[ERROR] COMPILATION ERROR : '\necho '[ERROR] A.java:[1,2] no such class'\necho 'the build failed.'\nexit 1\n");
        commit("broken otherwise");
        assertRefused(() -> Checkout.of(home, "HEAD"), "does not build: A.java:[1,2] no such class. ");
    }

    @Test
    void an_archive_has_no_revisions() throws Exception {
        Files.delete(home.resolve("pom.xml"));
        assertRefused(() -> Checkout.of(home, "HEAD"), "not a checkout");
    }

    private void launcher(String text) throws Exception {
        Path file = Files.writeString(home.resolve("speechbench"), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void commit(String message) throws Exception {
        git("add", "pom.xml", "speechbench");
        git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", message);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
