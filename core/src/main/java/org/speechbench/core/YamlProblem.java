package org.speechbench.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a YAML parser reports about a text that is not valid YAML. */
public final class YamlProblem {
    private static final Pattern PLACE = Pattern.compile("(?m)^ +in .*, line (\\d{1,9}), column");

    private YamlProblem() {}

    /** The line at which the parser failed; 0 if it does not report one. */
    public static int line(JsonProcessingException e) {
        JsonLocation reached = e.getLocation();
        int line = reached == null ? 0 : reached.getLineNr();
        // The position that the parser reports first may be where the construct began.
        Matcher met = PLACE.matcher(e.getOriginalMessage());
        while (met.find()) {
            line = Integer.parseInt(met.group(1));
        }
        return line;
    }

    /**
     * The problem on one line: the context of the parser and what it found, as in
     * {@code while scanning for the next token: found character TAB}. The excerpts of the text and the positions, which
     * the parser indents, are left out.
     */
    public static String text(JsonProcessingException e) {
        String said = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(": "));
        return said.isEmpty() ? e.getClass().getSimpleName() : said;
    }
}
