package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Runs command lines and keeps what they print. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    /** Output is not a terminal. */
    Shell() {
        this(false);
    }

    Shell(boolean terminal) {
        console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                60);
    }

    Console console() {
        return console;
    }

    /** Runs one command line; what an earlier one printed is forgotten. */
    int run(String[] words) {
        out.reset();
        err.reset();
        return Main.run(console, words);
    }

    /** Runs one command line of names, paths and numbers. */
    int run(Object... words) {
        return run(Stream.of(words).map(Object::toString).toArray(String[]::new));
    }

    /** Runs a command line that must go well; its standard output. */
    String prints(Object... words) {
        assertThat(run(words)).as(err()).isZero();
        return out();
    }

    /** Runs a command line that must be refused as bad input or bad usage; its standard error. */
    String refuses(Object... words) {
        assertThat(run(words)).as("%s%s", out(), err()).isEqualTo(2);
        return err();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Standard output, which must be one JSON document and nothing else. */
    JsonNode json() throws IOException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build()
                .readTree(out());
    }
}
