package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the counts against NIST's scorer where it is installed, for example from Debian's package sctk. */
class ScliteTest {
    private static final List<String> REFERENCES =
            List.of("the cat sat on the mat", "go home", "a b c d e f", "yes", "one two three");
    private static final List<String> HYPOTHESES =
            List.of("a cat on the the mat", "", "a x c e f g", "yes yes", "one two three");

    @Test
    void counts_are_those_of_sclite(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> sclite = sclite();
        Assumptions.assumeTrue(sclite.isPresent(), "sclite is not installed");
        transcripts(folder.resolve("ref.trn"), REFERENCES);
        transcripts(folder.resolve("hyp.trn"), HYPOTHESES);
        List<String> command =
                List.of((sclite.orElseThrow() + " -r ref.trn trn -h hyp.trn trn -i rm -o rsum stdout").split(" "));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(report).isZero();
        assertThat(sum(report)).isEqualTo(counts());
    }

    private static ErrorCounts counts() {
        ErrorCounts sum = ErrorCounts.NONE;
        for (int i = 0; i < REFERENCES.size(); i++) {
            sum = sum.plus(Alignment.of(words(REFERENCES.get(i)), words(HYPOTHESES.get(i)))
                    .counts());
        }
        return sum;
    }

    /** The line of sums: sentences, words, correct, substitutions, deletions, insertions, errors. */
    private static ErrorCounts sum(String report) {
        Matcher line = Pattern.compile("\\| Sum +\\| +(\\d+) +(\\d+) *\\| +(\\d+) +(\\d+) +(\\d+) +(\\d+)")
                .matcher(report);
        assertThat(line.find()).as(report).isTrue();
        return new ErrorCounts(
                Integer.parseInt(line.group(4)),
                Integer.parseInt(line.group(5)),
                Integer.parseInt(line.group(6)),
                Integer.parseInt(line.group(2)));
    }

    private static void transcripts(Path file, List<String> texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            lines.append(texts.get(i)).append(" (s_").append(i).append(")\n");
        }
        Files.writeString(file, lines);
    }

    private static Optional<Path> sclite() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/lib/sctk/bin"))
                .map(folder -> Path.of(folder, "sclite"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
