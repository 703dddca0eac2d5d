package org.speechbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The output of {@code --json}: one document, and nothing else on standard output. */
final class Json {
    /** The description of the option. */
    static final String OPTION = "Print JSON for a program to read.";

    private Json() {}

    /** Prints a document of maps, lists, records, strings and numbers on one line. */
    static void print(Console console, Object document) {
        try {
            console.out().println(JsonMapper.builder().build().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists and records can always be written", e);
        }
    }
}
