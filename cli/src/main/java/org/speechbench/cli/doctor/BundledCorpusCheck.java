package org.speechbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.Digests;
import org.speechbench.core.Home;

/** Whether the synthetic corpus is as it was delivered. */
final class BundledCorpusCheck implements Check {
    private static final String SUBJECT = "bundled corpus";
    private static final String CURE = "Get corpora/synthetic again: git checkout corpora/synthetic";

    @Override
    public List<Finding> look(Environment at) {
        Path home = at.home();
        if (home == null) {
            return List.of(Finding.problem(
                    SUBJECT, "the folder of speechbench is not known", "Start it with the launcher ./speechbench."));
        }
        Path corpus = new Home(home).syntheticCorpus();
        try {
            return List.of(whole(corpus));
        } catch (IOException e) {
            return List.of(Finding.problem(SUBJECT, "cannot be read: " + e, CURE));
        }
    }

    private static Finding whole(Path corpus) throws IOException {
        List<String> damaged = new ArrayList<>();
        List<String> lines = Files.readAllLines(corpus.resolve("SHA256SUMS"));
        for (String line : lines) {
            String[] sum = line.split(" +", 2);
            Path file = corpus.resolve(sum[sum.length - 1]);
            if (!Files.isRegularFile(file)
                    || !Digests.sha256(Files.readAllBytes(file)).equals(sum[0])) {
                damaged.add(sum[sum.length - 1]);
            }
        }
        if (damaged.isEmpty()) {
            return Finding.ok(SUBJECT, lines.size() + " files in " + corpus + " are whole");
        }
        return Finding.problem(
                SUBJECT,
                damaged.size() + " of " + lines.size() + " files are missing or damaged, the first " + damaged.get(0),
                CURE);
    }
}
