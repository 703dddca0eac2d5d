package org.speechbench.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ControlCharacters;

/**
 * Text in UTF-8 for people, which may stand on a terminal. Control characters of what is printed are escaped, whatever file
 * they come from; those that are meant go through {@link #trusted}. What cannot be written is remembered.
 */
final class TerminalStream extends PrintStream {
    private final Sink sink;
    private final PrintStream trusted;

    TerminalStream(OutputStream out) {
        this(new Sink(out));
    }

    private TerminalStream(Sink sink) {
        super(sink, true, StandardCharsets.UTF_8);
        this.sink = sink;
        this.trusted = new PrintStream(sink, true, StandardCharsets.UTF_8);
    }

    /** The same stream for text that holds nothing but our own words and escape codes. */
    PrintStream trusted() {
        return trusted;
    }

    /** Why not all could be written; null if all was. */
    @Nullable
    IOException failure() {
        flush();
        return sink.failure;
    }

    /** Whether whoever read this has gone, as {@code head} does when it has seen enough. */
    boolean readerIsGone() {
        IOException failure = failure();
        return failure != null
                && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    @Override
    public void print(@Nullable String text) {
        super.print(ControlCharacters.escapedLines(String.valueOf(text)));
    }

    @Override
    public void print(char c) {
        print(String.valueOf(c));
    }

    @Override
    public void print(char[] text) {
        print(String.valueOf(text));
    }

    @Override
    public void print(@Nullable Object text) {
        print(String.valueOf(text));
    }

    /** Keeps the first error, which a print stream swallows, and writes nothing after it. */
    private static final class Sink extends FilterOutputStream {
        private @Nullable IOException failure;

        Sink(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) {
            attempt(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            attempt(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() {
            attempt(out::flush);
        }

        private synchronized void attempt(Write write) {
            if (failure == null) {
                try {
                    write.run();
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
