package org.speechbench.bench.reliability;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damaged copies of a file: bits flipped, parts cut, inserted, doubled or swapped, fields at their extremes. */
final class Mutants {
    private static final long[] EXTREMES = {
        0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE
    };
    private static final String[] TEXTS = {
        "",
        "-1",
        "0",
        "1e309",
        "NaN",
        "99999999999999999999",
        "2147483647",
        "4294967295",
        "1000000000",
        "\t",
        "\n",
        " ",
        "\r",
        "\0",
        "\u00fc",
        "\uFEFF",
        "..",
        "/",
        "\\",
        "\"",
        "-99",
        "999999"
    };
    /** Where formats have their header. */
    private static final int HEADER = 128;

    private final byte[] original;

    Mutants(byte[] original) {
        this.original = original.clone();
    }

    /** The mutant of a number, always the same. */
    byte[] get(int number) {
        SplittableRandom random = new SplittableRandom(number * 0x9E3779B97F4A7C15L + original.length);
        byte[] mutant = original;
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            mutant = mutated(mutant, random);
        }
        return mutant;
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = place(bytes, random);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at, random.nextInt(8));
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, at, random(random, 1 + random.nextInt(16)));
            case 3 -> spliced(bytes, at, end(bytes, at, random), new byte[0]);
            case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end(bytes, at, random)));
            case 5 -> field(bytes, at, random);
            case 6 -> text(bytes, at, random);
            default -> {
                byte[] copy = bytes.clone();
                copy[at] = (byte) random.nextInt(256);
                yield copy;
            }
        };
    }

    private static int place(byte[] bytes, SplittableRandom random) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEADER, bytes.length) : bytes.length);
    }

    private static int end(byte[] bytes, int at, SplittableRandom random) {
        int longest = random.nextInt(4) == 0 ? bytes.length : 64;
        return Math.min(bytes.length, at + 1 + random.nextInt(longest));
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        byte[] copy = bytes.clone();
        copy[at] ^= (byte) (1 << bit);
        return copy;
    }

    /** An integer of one to eight bytes, in either order. */
    private static byte[] field(byte[] bytes, int at, SplittableRandom random) {
        ByteBuffer value = ByteBuffer.allocate(8);
        value.order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int width = 1 << random.nextInt(4);
        int offset = value.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - width;
        value.putLong(0, EXTREMES[random.nextInt(EXTREMES.length)]);
        byte[] copy = bytes.clone();
        for (int i = 0; i < width && at + i < copy.length; i++) {
            copy[at + i] = value.get(offset + i);
        }
        return copy;
    }

    /** A word of a text in another's place. */
    private static byte[] text(byte[] bytes, int at, SplittableRandom random) {
        int from = at;
        while (from > 0 && bytes[from - 1] > ' ') {
            from--;
        }
        int to = at;
        while (to < bytes.length && bytes[to] > ' ') {
            to++;
        }
        String text = TEXTS[random.nextInt(TEXTS.length)];
        byte[] other = text.getBytes(random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        return spliced(bytes, from, to, other);
    }

    private static byte[] random(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
        byte[] all = Arrays.copyOf(bytes, bytes.length - (to - from) + middle.length);
        System.arraycopy(middle, 0, all, from, middle.length);
        System.arraycopy(bytes, to, all, from + middle.length, bytes.length - to);
        return all;
    }
}
