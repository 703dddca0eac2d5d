package org.speechbench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.speechbench.core.result.RunDirectory;

/**
 * Runs short commands one after the other, so that a JVM that is told to archive its classes
 * ({@code -XX:ArchiveClassesAtExit}) has those loaded with which these commands start. The launcher does this once after
 * a build; later starts take about half the time.
 */
public final class ShortCommands {
    /** A part of what {@code demo --reduced} left, so that a report has something of everything. */
    private static final List<String> SAMPLE = List.of(
            "results.csv",
            "provenance.json",
            "layers.csv",
            "predictions/fast_hubert.asr.test.tsv",
            "predictions/fast_hubert.sid.test.tsv",
            "predictions/fast_hubert_random.asr.test.tsv",
            "predictions/fast_hubert_random.sid.test.tsv",
            "predictions/hubert.asr.test.tsv",
            "predictions/hubert.sid.test.tsv");

    private ShortCommands() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("speechbench");
        try {
            if (run(Console.system(), folder) != 0) {
                System.exit(1);
            }
        } finally {
            delete(folder);
        }
    }

    /**
     * Runs them all.
     *
     * @param folder an empty folder, in which files are left
     * @return 0, or the first exit status that is not
     */
    static int run(Console console, Path folder) throws IOException {
        Files.createDirectory(new RunDirectory(folder).predictions());
        for (String file : SAMPLE) {
            try (InputStream in = ShortCommands.class.getResourceAsStream("sample-run/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), folder.resolve(file));
            }
        }
        String run = folder.toString();
        return Stream.of(
                        new String[] {"--help"},
                        new String[] {"list", "upstreams"},
                        new String[] {"list", "tasks"},
                        new String[] {"describe", "asr"},
                        new String[] {"report", run},
                        new String[] {"significance", run})
                .mapToInt(command -> Main.run(console, command))
                .filter(status -> status != 0)
                .findFirst()
                .orElse(0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
