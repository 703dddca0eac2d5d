package org.speechbench.core;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A line of a file that should be UTF-8 text. It is decoded only when its text is requested, so that a malformed line
 * does not affect the others.
 */
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

    /** The number of the line, from 1. */
    public long number() {
        return number;
    }

    /** The file and the line number, as error messages name a line. */
    public String place() {
        return file + ":" + number;
    }

    /**
     * The text of the line, without the line break and without a byte order mark.
     *
     * @throws UserError that names the line and the byte if the line is not UTF-8
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

    /** The words of the line, see {@link Words}. */
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
