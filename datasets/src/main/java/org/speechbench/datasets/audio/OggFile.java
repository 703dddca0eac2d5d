package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Walks over the pages of an Ogg file (RFC 3533) with one stream of Opus (RFC 7845) or Vorbis. Every page is checked by
 * its CRC-32, pages must follow one another without a gap from the one that begins the stream to the one that ends it,
 * and the position of the last gives the number of samples; those that Opus asks to skip at the start are not counted.
 */
final class OggFile {
    private static final int HEADER_BYTES = 27;
    private static final int CRC_AT = 22;
    private static final int BEGINS = 2;
    private static final int ENDS = 4;
    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int[] REMAINDERS = remainders();
    private static final int OPUS_RATE = 48_000;
    private static final String CURE = "Get the recording again.";

    private final ByteBuffer in;
    private int next;
    private int stream;
    private long pages;
    private long position = -1;
    private boolean ended;

    private OggFile(byte[] file) {
        this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    static CompressedAudio opus(byte[] file) throws BadAudio {
        int packet = HEADER_BYTES + 1;
        requireHeader(file, packet + 19);
        ByteBuffer head = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int skipped = head.getShort(packet + 10) & 0xFFFF;
        long samples = new OggFile(file).lastPosition() - skipped;
        return new CompressedAudio("ogg", "libopus", OPUS_RATE, Math.max(0, samples), 0);
    }

    static CompressedAudio vorbis(byte[] file) throws BadAudio {
        int packet = HEADER_BYTES + 1;
        requireHeader(file, packet + 30);
        int rate = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(packet + 12);
        if (rate <= 0) {
            throw new BadAudio("the sample rate of the Vorbis stream is " + Integer.toUnsignedString(rate), CURE);
        }
        return new CompressedAudio("ogg", "vorbis", rate, Math.max(0, new OggFile(file).lastPosition()), 0);
    }

    private static void requireHeader(byte[] file, int bytes) throws BadAudio {
        if (file.length < bytes) {
            throw BadAudio.truncated(file.length + " bytes", bytes + " of its first page");
        }
    }

    private long lastPosition() throws BadAudio {
        while (next < in.limit()) {
            page();
        }
        if (!ended) {
            throw new BadAudio("the file is cut off: no page of the Ogg stream is marked as its last", CURE);
        }
        return position;
    }

    private void page() throws BadAudio {
        int bytes = pageBytes();
        int flags = in.get(next + 5);
        int serial = in.getInt(next + 14);
        if (pages == 0) {
            stream = serial;
        } else if ((flags & BEGINS) != 0) {
            throw new BadAudio(
                    "holds several Ogg streams, " + (ended ? "one after another" : "side by side"),
                    "Make a file of each stream, or of the one that is wanted.");
        }
        long number = Integer.toUnsignedLong(in.getInt(next + 18));
        if (ended || serial != stream || number != pages) {
            throw new BadAudio("page " + pages + " of the Ogg stream is missing, at byte " + next, CURE);
        }
        if (crc(next, bytes) != in.getInt(next + CRC_AT)) {
            throw new BadAudio("the Ogg page at byte " + next + " is damaged: its CRC-32 does not agree", CURE);
        }
        long at = in.getLong(next + 6);
        position = at == -1 ? position : at;
        ended = (flags & ENDS) != 0;
        pages++;
        next += bytes;
    }

    /** Length of the page that begins here. */
    private int pageBytes() throws BadAudio {
        if (in.limit() - next < HEADER_BYTES) {
            throw BadAudio.truncated((in.limit() - next) + " bytes", HEADER_BYTES + " of the last Ogg page's header");
        }
        if (!AudioKind.starts(in.array(), next, "OggS")) {
            throw new BadAudio("no Ogg page begins at byte " + next, CURE);
        }
        int segments = in.get(next + 26) & 0xFF;
        int bytes = HEADER_BYTES + segments;
        for (int i = 0; i < segments && next + HEADER_BYTES + i < in.limit(); i++) {
            bytes += in.get(next + HEADER_BYTES + i) & 0xFF;
        }
        if (bytes > in.limit() - next) {
            throw BadAudio.truncated((in.limit() - next) + " bytes", bytes + " of the last Ogg page");
        }
        return bytes;
    }

    /** The CRC of Ogg: most significant bit first, beginning with 0, over the page with 0 in place of the CRC. */
    private int crc(int start, int bytes) {
        int crc = 0;
        for (int i = 0; i < bytes; i++) {
            int value = i >= CRC_AT && i < CRC_AT + 4 ? 0 : in.get(start + i) & 0xFF;
            crc = crc << 8 ^ REMAINDERS[crc >>> 24 ^ value];
        }
        return crc;
    }

    private static int[] remainders() {
        int[] remainders = new int[256];
        for (int i = 0; i < remainders.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? POLYNOMIAL : 0);
            }
            remainders[i] = crc;
        }
        return remainders;
    }
}
