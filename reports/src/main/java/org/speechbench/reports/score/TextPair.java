package org.speechbench.reports.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionLine;

/** References and hypotheses of the same utterances, from two files. */
public final class TextPair {
    private static final int LISTED = 5;

    private TextPair() {}

    /**
     * The lines of both, in the order of the references; speakers are not known.
     *
     * @throws UserError if a file cannot be read, or an utterance is in one of them only: nothing is scored then
     */
    public static List<PredictionLine> read(Path references, Path hypotheses) {
        Map<String, String> said = TextFile.read(references).texts();
        Map<String, String> heard = TextFile.read(hypotheses).texts();
        missing(said.keySet(), heard.keySet(), hypotheses);
        missing(heard.keySet(), said.keySet(), references);
        List<PredictionLine> lines = new ArrayList<>();
        said.forEach((id, text) -> lines.add(new PredictionLine(id, "", text, heard.getOrDefault(id, ""))));
        return lines;
    }

    private static void missing(Set<String> wanted, Set<String> there, Path file) {
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            String first = String.join(", ", missing.stream().limit(LISTED).toList());
            throw new UserError(
                    file + ": " + missing.size() + " of " + wanted.size() + " utterances are missing: " + first
                            + (missing.size() > LISTED ? "..." : "") + ".",
                    "Give every utterance a line in both files, with an empty text where nothing was heard.");
        }
    }
}
