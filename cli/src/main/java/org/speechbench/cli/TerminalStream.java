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
 * Text in UTF-8 that may be shown on a terminal. Control characters in what is printed are escaped, whatever file they
 * come from; intended ones are printed with {@link #trusted}. A failure to write is recorded.
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

    /** The same stream for text that contains only the program's own words and escape codes. */
    PrintStream trusted() {
        return trusted;
    }

    /** The reason why something could not be written; null if everything was written. */
    @Nullable
    IOException failure() {
        flush();
        return sink.failure;
    }

    /** Whether the reader of the stream has closed it, as {@code head} does after its last line. */
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

    /** Records the first error, which a print stream would hide, and writes nothing after it. */
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
