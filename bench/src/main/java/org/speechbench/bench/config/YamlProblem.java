package org.speechbench.bench.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.stream.Collectors;

/** What a YAML reader has to say of a text that is none. */
public final class YamlProblem {
    private YamlProblem() {}

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
