package org.speechbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Length-prefixed texts and integers of a pickle, never longer than the rest of the pickle. */
final class PickleText {
    private final ByteBuffer in;

    /** @param in little-endian, read from its position on */
    PickleText(ByteBuffer in) {
        this.in = in;
    }

    /** An integer of this number of bytes, two's complement, little-endian. */
    long integer(int bytes) throws BadPickle {
        if (bytes > Long.BYTES) {
            throw new BadPickle("it has an integer of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in.get() & 0xffL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * bytes;
        return bytes == 0 ? 0 : (value << unused) >> unused;
    }

    int length(long n) throws BadPickle {
        if (n < 0 || n > in.remaining()) {
            throw new BadPickle("a text is longer than the file");
        }
        return (int) n;
    }

    String text(int bytes) throws BadPickle {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    String latin(int bytes) throws BadPickle {
        return new String(bytes(bytes), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int n) throws BadPickle {
        byte[] bytes = new byte[length(n)];
        in.get(bytes);
        return bytes;
    }

    String line() {
        StringBuilder line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            line.append((char) (b & 0xff));
        }
        return line.toString();
    }
}
