package org.speechbench.bench.revision;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/**
 * A revision of speechbench, checked out beside the sources and built by its own launcher. It is kept so that the next
 * comparison does not need to build it again; it can be deleted without other consequences.
 *
 * @param revision the full commit hash
 * @param root the folder of the checkout
 */
record Checkout(String revision, Path root) {
    private static final String MAVEN_ERROR = "[ERROR]";
    private static final String PROFILE = "SPEECHBENCH_PROFILE";

    /**
     * Checks a revision out and builds it, unless this was done before.
     *
     * @param home the repository
     * @throws UserError if git does not know it, or it does not build
     */
    static Checkout of(Path home, String name) {
        if (!new Home(home).hasSources()) {
            throw new UserError(
                    home + " is not a checkout of speechbench's sources, so there are no revisions to compare.",
                    "Run the command in a checkout.");
        }
        String commit = git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        Path root = home.resolve("target").resolve("revisions").resolve(commit.substring(0, 12));
        if (!Files.exists(root.resolve("pom.xml"))) {
            git(home, "worktree", "prune");
            git(home, "worktree", "add", "--force", "--detach", root.toString(), commit);
        }
        Checkout checkout = new Checkout(commit, root);
        checkout.build();
        return checkout;
    }

    /** The class path of its last build. */
    String classPath() {
        String profile = System.getenv(PROFILE);
        String set = profile == null || profile.isEmpty() ? "default" : profile;
        // The module that assembles the application; older revisions did so in bench.
        Path module = root.resolve(Files.isDirectory(root.resolve("cli")) ? "cli" : "bench");
        Path libraries = module.resolve("target").resolve("app").resolve(set);
        return libraries.resolve("lib") + File.separator + "*";
    }

    private void build() {
        String launcher = windows() ? "speechbench.cmd" : "speechbench";
        Result result = run(root, List.of(root.resolve(launcher).toString(), "--version"));
        if (result.status() != 0) {
            throw new UserError(
                    "Revision " + revision + " does not build: " + reason(result.output()) + ".",
                    "See what 'mvn package' says in " + root + ".");
        }
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
    }

    private static String git(Path home, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", home.toString()));
        command.addAll(List.of(arguments));
        Result result = run(home, command);
        if (result.status() != 0) {
            throw new UserError(
                    "'" + String.join(" ", command) + "' failed: " + reason(result.output()) + ".",
                    "Name revisions that this repository has; a shallow clone lacks most ('git fetch --unshallow').");
        }
        return result.output().strip();
    }

    private record Result(int status, String output) {}

    private static Result run(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UserError(command.get(0) + " cannot be started: " + e.getMessage() + ".", "Install it.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command.get(0), e);
        }
    }

    /** The first error of Maven, or whatever was said last. */
    private static String reason(String output) {
        List<String> lines = output.strip().lines().toList();
        String line = lines.stream()
                .filter(text -> text.startsWith(MAVEN_ERROR) && !text.contains("COMPILATION ERROR"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
        return line.replace(MAVEN_ERROR, "").strip().replaceFirst("\\.+$", "");
    }
}
