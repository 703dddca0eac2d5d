package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The version of the code that is running. */
public final class CodeVersion {
    private static final int PATIENCE_SECONDS = 5;
    /** What archives have in place of a repository. */
    private static final String RECORDED = "REVISION";

    private CodeVersion() {}

    /** The version of the jar, or {@code development} when run from classes. */
    public static String suite() {
        String version = CodeVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /**
     * The commit of the folder of speechbench, with {@code -dirty} if files were changed: that from which an archive was
     * built, or else that which git reports; empty if neither is known.
     */
    public static String revision(Path folder) {
        Path recorded = folder.resolve(RECORDED);
        try {
            // An archive may have been unpacked within a repository of something else.
            return Files.isRegularFile(recorded) ? Files.readString(recorded).strip() : ofRepository(folder);
        } catch (IOException e) {
            return "";
        }
    }

    private static String ofRepository(Path folder) {
        try {
            Process git = new ProcessBuilder(
                            "git",
                            "-C",
                            folder.toString(),
                            "describe",
                            "--always",
                            "--dirty",
                            "--abbrev=40",
                            "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return "";
            }
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.exitValue() == 0 ? answer : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
