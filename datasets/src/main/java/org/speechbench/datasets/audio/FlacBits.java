package org.speechbench.datasets.audio;

import java.io.EOFException;

/**
 * Bits of a FLAC stream (RFC 9639), most significant first. Nothing is read beyond the end, whatever a header claims;
 * instead an {@link EOFException} is thrown.
 */
final class FlacBits {
    private static final int CRC8_POLYNOMIAL = 0x07;
    private static final int CRC16_POLYNOMIAL = 0x8005;
    private static final int[] CRC8 = table(CRC8_POLYNOMIAL, 8);
    private static final int[] CRC16 = table(CRC16_POLYNOMIAL, 16);

    private final byte[] bytes;
    /** The next byte that is not in the cache. */
    private int next;
    /** The next bits, from the highest on; bits that are not filled yet are 0. */
    private long cache;

    private int cached;

    FlacBits(byte[] bytes, int start) {
        this.bytes = bytes;
        this.next = start;
    }

    /** Up to 32 bits as an unsigned number. */
    long unsigned(int count) throws EOFException {
        need(count);
        long value = count == 0 ? 0 : cache >>> (Long.SIZE - count);
        drop(count);
        return value;
    }

    int small(int count) throws EOFException {
        return (int) unsigned(count);
    }

    /** Up to 33 bits in two's complement. */
    long signed(int count) throws EOFException {
        need(count);
        long value = count == 0 ? 0 : cache >> (Long.SIZE - count);
        drop(count);
        return value;
    }

    /** The number of zeros before the next one bit, which is consumed as well. */
    long unary() throws EOFException {
        long zeros = 0;
        while (true) {
            need(1);
            int leading = Long.numberOfLeadingZeros(cache);
            if (leading < cached) {
                drop(leading + 1);
                return zeros + leading;
            }
            zeros += cached;
            drop(cached);
        }
    }

    /** Skips the rest of a byte that was read in part. */
    void align() {
        drop(cached % Byte.SIZE);
    }

    /** The position of the next byte, after {@link #align}. */
    int position() {
        return next - cached / Byte.SIZE;
    }

    /** CRC-8 of the bytes from a position up to the next byte. */
    int crc8(int from) {
        int crc = 0;
        for (int i = from; i < position(); i++) {
            crc = CRC8[crc ^ (bytes[i] & 0xFF)];
        }
        return crc;
    }

    /** CRC-16 of the bytes from a position up to the next byte. */
    int crc16(int from) {
        int crc = 0;
        for (int i = from; i < position(); i++) {
            crc = ((crc << 8) & 0xFFFF) ^ CRC16[(crc >>> 8) ^ (bytes[i] & 0xFF)];
        }
        return crc;
    }

    private void need(int count) throws EOFException {
        while (cached <= Long.SIZE - Byte.SIZE && next < bytes.length) {
            cached += Byte.SIZE;
            cache |= (bytes[next++] & 0xFFL) << (Long.SIZE - cached);
        }
        if (cached < count) {
            throw new EOFException();
        }
    }

    private void drop(int count) {
        cache = count == Long.SIZE ? 0 : cache << count;
        cached -= count;
    }

    private static int[] table(int polynomial, int width) {
        int[] table = new int[256];
        int top = 1 << (width - 1);
        for (int i = 0; i < table.length; i++) {
            int crc = i << (width - Byte.SIZE);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & top) == 0 ? crc << 1 : (crc << 1) ^ polynomial;
            }
            table[i] = crc & ((top << 1) - 1);
        }
        return table;
    }
}
