package org.speechbench.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a YAML reader has to say of a text that is none. */
public final class YamlProblem {
    private static final Pattern PLACE = Pattern.compile("(?m)^ +in .*, line (\\d{1,9}), column");

    private YamlProblem() {}

    /** The line of what the reader met; 0 if it does not say. */
    public static int line(JsonProcessingException e) {
        JsonLocation reached = e.getLocation();
        int line = reached == null ? 0 : reached.getLineNr();
        // The reader's own place may be where it began.
        Matcher met = PLACE.matcher(e.getOriginalMessage());
        while (met.find()) {
            line = Integer.parseInt(met.group(1));
        }
        return line;
    }

    /**
     * On one line: where the reader was and what it met, as in {@code while scanning for the next token: found character TAB}.
     * Its copies of the text and its places, which it indents, are left out.
     */
    public static String text(JsonProcessingException e) {
        String said = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isEmpty() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(": "));
        return said.isEmpty() ? e.getClass().getSimpleName() : said;
    }
}
