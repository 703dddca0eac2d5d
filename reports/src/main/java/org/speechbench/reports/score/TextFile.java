package org.speechbench.reports.score;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;

/**
 * The texts of utterances, one per line: {@code ID TEXT} as Kaldi writes it, or {@code TEXT (ID)} as NIST's trn does if
 * every line ends so. Blank lines are skipped; an utterance may have no text.
 *
 * @param texts the texts by id, in order, with tokens separated by single spaces
 */
record TextFile(Map<String, String> texts) {
    private static final Pattern TRN = pattern("(.*)\\((\\S+)\\)\\s*");
    private static final Pattern KALDI = pattern("\\s*(\\S+)(?:\\s+(.*))?");

    TextFile {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** @throws UserError that names the file and the line if it cannot be read, is empty or has an id twice */
    static TextFile read(Path file) {
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
        return new TextFile(texts);
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
