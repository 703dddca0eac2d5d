package org.speechbench.tasks.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.tasks.Prediction;

/** Holds the diarization error against NIST's md-eval where it is installed, for example from Debian's package sctk. */
class MdEvalTest {
    private static final Path PROGRAM = Path.of("/usr/lib/sctk/bin/md-eval.pl");
    private static final int RECORDINGS = 12;
    private static final int LENGTH = 60;

    @Test
    void the_error_of_random_turns_is_that_of_md_eval(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isRegularFile(PROGRAM), "md-eval is not installed");
        SplittableRandom random = new SplittableRandom(11);
        List<Prediction> predictions = new ArrayList<>();
        for (int r = 0; r < RECORDINGS; r++) {
            predictions.add(new Prediction("rec" + r, "s", turns(random, "ref", 3), turns(random, "sys", 4)));
        }
        StringBuilder reference = new StringBuilder();
        StringBuilder system = new StringBuilder();
        StringBuilder scored = new StringBuilder();
        for (Prediction p : predictions) {
            p.reference().forEach(token -> reference.append(rttm(p.id(), Turn.of(token))));
            p.hypothesis().forEach(token -> system.append(rttm(p.id(), Turn.of(token))));
            scored.append(p.id()).append(" 1 0.0 ").append(2 * LENGTH).append('\n');
        }
        Files.writeString(folder.resolve("ref.rttm"), reference);
        Files.writeString(folder.resolve("sys.rttm"), system);
        Files.writeString(folder.resolve("all.uem"), scored);
        Process process = new ProcessBuilder(
                        "perl", PROGRAM.toString(), "-c", "0", "-r", "ref.rttm", "-s", "sys.rttm", "-u", "all.uem")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher m = Pattern.compile("OVERALL SPEAKER DIARIZATION ERROR = ([0-9.]+) percent .*ALL")
                .matcher(report);
        assertThat(m.find()).as(report).isTrue();
        // It prints two decimals.
        assertThat(new DiarizationErrorScorer().score(predictions).value())
                .isCloseTo(Double.parseDouble(m.group(1)), within(0.0051));
    }

    /** Turns of some speakers, each speaker's one after another, those of different speakers overlapping as it comes. */
    private static List<String> turns(SplittableRandom random, String name, int speakers) {
        List<String> turns = new ArrayList<>();
        for (int s = 0; s < speakers; s++) {
            int at = random.nextInt(10_000);
            while (at < LENGTH * 1000) {
                int end = at + 500 + random.nextInt(8_000);
                turns.add(new Turn(name + s, at, end).token());
                at = end + 200 + random.nextInt(20_000);
            }
        }
        return turns;
    }

    private static String rttm(String recording, Turn turn) {
        return String.format(
                Locale.ROOT,
                "SPEAKER %s 1 %.3f %.3f <NA> <NA> %s <NA>%n",
                recording,
                turn.start() / 1000.0,
                (turn.end() - turn.start()) / 1000.0,
                turn.speaker());
    }
}
