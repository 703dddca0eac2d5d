package org.speechbench.core;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A line of a file that should be UTF-8 text. It is decoded when its text is asked for, so that a bad line harms no other. */
public final class TextLine {
    private static final int QUOTED = 200;

    private final Path file;
    private final long number;
    private final byte[] bytes;

    TextLine(Path file, long number, byte[] bytes) {
        this.file = file;
        this.number = number;
        this.bytes = bytes;
    }

    public Path file() {
        return file;
    }

    /** From 1. */
    public long number() {
        return number;
    }

    /** File and number, as errors name a line. */
    public String place() {
        return file + ":" + number;
    }

    /**
     * Without the line break, and without a byte order mark.
     *
     * @throws UserError naming line and byte if it is not UTF-8
     */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            int at = badByte();
            throw error(
                    String.format(Locale.ROOT, "byte %d is 0x%02X, which is not UTF-8", at + 1, bytes[at] & 0xFF),
                    "Save the file as UTF-8.");
        }
    }

    /** See {@link Words}. */
    public List<String> words() {
        return Words.of(text());
    }

    /** An error that names the line. */
    public UserError error(String what, String cure) {
        return new UserError(place() + ": " + what + ".", cure);
    }

    /** The beginning of a text, for a message. */
    public static String quoted(String text) {
        return text.length() <= QUOTED ? "'" + text + "'" : "'" + text.substring(0, QUOTED) + "...'";
    }

    /** The first byte that is not UTF-8. */
    private int badByte() {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length + 1), true);
        return in.position();
    }
}
