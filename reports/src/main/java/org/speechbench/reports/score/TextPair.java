package org.speechbench.reports.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.core.result.PredictionLine;

/**
 * The references and hypotheses of the same utterances, from two files. A file has one utterance per line: {@code ID TEXT}
 * as Kaldi writes it, or {@code TEXT (ID)} as NIST's trn format does if every line ends so. Blank lines are skipped; an
 * utterance may have no text.
 */
public final class TextPair {
    private static final int LISTED = 5;
    private static final Pattern TRN = pattern("(.*)\\((\\S+)\\)\\s*");
    private static final Pattern KALDI = pattern("\\s*(\\S+)(?:\\s+(.*))?");

    private TextPair() {}

    /**
     * The lines of both, in the order of the references; speakers are not known.
     *
     * @throws UserError if a file cannot be read, or an utterance is in one of them only: nothing is scored then
     */
    public static List<PredictionLine> read(Path references, Path hypotheses) {
        Map<String, String> said = texts(references);
        Map<String, String> heard = texts(hypotheses);
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

    /**
     * The texts of a file by the ids of their utterances, in order, with tokens separated by single spaces.
     *
     * @throws UserError that names the file and the line if it cannot be read, is empty or has an id twice
     */
    private static Map<String, String> texts(Path file) {
        Map<Integer, String> lines = lines(file);
        boolean trn = lines.values().stream().allMatch(line -> TRN.matcher(line).matches());
        Map<String, String> texts = new LinkedHashMap<>();
        lines.forEach((number, line) -> {
            Matcher m = (trn ? TRN : KALDI).matcher(line);
            if (!m.matches()) {
                throw new IllegalStateException(line);
            }
            String id = m.group(trn ? 2 : 1);
            String text = m.group(trn ? 1 : 2);
            if (texts.put(id, text == null ? "" : Words.spaced(text)) != null) {
                throw new UserError(file + ":" + number + ": '" + id + "' is there twice.", "Leave one of them.");
            }
        });
        return texts;
    }

    private static Map<Integer, String> lines(Path file) {
        Map<Integer, String> lines = new LinkedHashMap<>();
        int number = 0;
        for (String line : TextLines.read(file)) {
            number++;
            if (!Words.of(line).isEmpty()) {
                lines.put(number, line);
            }
        }
        if (lines.isEmpty()) {
            throw new UserError(file + ": has no lines.", "Use lines of an id and a text.");
        }
        return lines;
    }

    /** White space is all of Unicode's. */
    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);
    }
}
