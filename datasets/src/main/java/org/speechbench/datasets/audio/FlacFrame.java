package org.speechbench.datasets.audio;

import java.io.EOFException;
import org.speechbench.datasets.audio.FlacHeader.Stereo;

/** Decodes the subframes of one FLAC frame (RFC 9639, section 9.2) and checks the CRC-16 of the frame. */
final class FlacFrame {
    private static final int MAX_FIXED_ORDER = 4;
    /** Coefficients of the fixed predictors by order (RFC 9639, section 9.2.5), the most recent sample first. */
    private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

    private static final long MAX_FOLDED = 1L << 32;

    private final FlacBits in;
    private final FlacHeader header;
    private final long[][] channels;

    private FlacFrame(FlacBits in, FlacHeader header) {
        this.in = in;
        this.header = header;
        this.channels = new long[header.channels()][header.blockSize()];
    }

    /**
     * @param start position of the header, for the CRC
     * @param bits bits per sample
     * @return samples by channel
     * @throws BadAudio if it is damaged
     */
    static long[][] read(FlacBits in, FlacHeader header, int start, int bits) throws BadAudio, EOFException {
        FlacFrame frame = new FlacFrame(in, header);
        for (int c = 0; c < header.channels(); c++) {
            frame.subframe(frame.channels[c], bits + (frame.isSide(c) ? 1 : 0));
        }
        in.align();
        int crc = in.crc16(start);
        if (in.unsigned(16) != crc) {
            throw FlacDecoder.damaged("the CRC-16 of a frame is wrong");
        }
        frame.join();
        return frame.channels;
    }

    private boolean isSide(int channel) {
        return switch (header.stereo()) {
            case INDEPENDENT -> false;
            case SIDE_RIGHT -> channel == 0;
            case LEFT_SIDE, MID_SIDE -> channel == 1;
        };
    }

    private void subframe(long[] out, int channelBits) throws BadAudio, EOFException {
        if (in.unsigned(1) != 0) {
            throw FlacDecoder.damaged("a subframe does not begin with 0");
        }
        int type = in.small(6);
        long wasted = in.unsigned(1) == 0 ? 0 : in.unary() + 1;
        if (wasted >= channelBits) {
            throw FlacDecoder.damaged("a subframe wastes all its bits");
        }
        int bits = channelBits - (int) wasted;
        if (type == 0) {
            java.util.Arrays.fill(out, in.signed(bits));
        } else if (type == 1) {
            raw(out, 0, out.length, bits);
        } else if (type >= 8 && type <= 8 + MAX_FIXED_ORDER) {
            fixed(out, type - 8, bits);
        } else if (type >= 32) {
            linear(out, type - 31, bits);
        } else {
            throw FlacDecoder.damaged("a subframe is of reserved type " + type);
        }
        for (int i = 0; wasted > 0 && i < out.length; i++) {
            out[i] <<= wasted;
        }
    }

    private void fixed(long[] out, int order, int bits) throws BadAudio, EOFException {
        warmUp(out, order, bits);
        residual(out, order);
        predict(out, FIXED[order], 0);
    }

    private void linear(long[] out, int order, int bits) throws BadAudio, EOFException {
        warmUp(out, order, bits);
        int precision = in.small(4) + 1;
        int shift = (int) in.signed(5);
        if (precision == 16 || shift < 0) {
            throw FlacDecoder.damaged("a predictor has a reserved precision or shift");
        }
        int[] coefficients = new int[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = (int) in.signed(precision);
        }
        residual(out, order);
        predict(out, coefficients, shift);
    }

    private void warmUp(long[] out, int order, int bits) throws BadAudio, EOFException {
        if (order > out.length) {
            throw FlacDecoder.damaged("a predictor of order " + order + " in a block of " + out.length);
        }
        raw(out, 0, order, bits);
    }

    private void raw(long[] out, int from, int to, int bits) throws EOFException {
        for (int i = from; i < to; i++) {
            out[i] = in.signed(bits);
        }
    }

    /** Turns residuals into samples by adding the predictions. */
    private static void predict(long[] out, int[] coefficients, int shift) {
        for (int i = coefficients.length; i < out.length; i++) {
            long sum = 0;
            for (int j = 0; j < coefficients.length; j++) {
                sum += coefficients[j] * out[i - 1 - j];
            }
            out[i] += sum >> shift;
        }
    }

    /** Reads residuals in partitions of Rice codes (RFC 9639, section 9.2.7). */
    private void residual(long[] out, int order) throws BadAudio, EOFException {
        int method = in.small(2);
        if (method > 1) {
            throw FlacDecoder.damaged("a residual is coded by reserved method " + method);
        }
        int parameterBits = 4 + method;
        int partitions = 1 << in.small(4);
        int length = out.length / partitions;
        if (length * partitions != out.length || length < order) {
            throw FlacDecoder.damaged(partitions + " partitions of a block of " + out.length);
        }
        int at = order;
        for (int p = 1; p <= partitions; p++) {
            int parameter = in.small(parameterBits);
            if (parameter == (1 << parameterBits) - 1) {
                raw(out, at, p * length, in.small(5));
            } else {
                rice(out, at, p * length, parameter);
            }
            at = p * length;
        }
    }

    private void rice(long[] out, int from, int to, int parameter) throws BadAudio, EOFException {
        for (int i = from; i < to; i++) {
            long quotient = in.unary();
            if (quotient >= MAX_FOLDED >>> parameter) {
                throw FlacDecoder.damaged("a residual has more than 32 bits");
            }
            long folded = quotient << parameter | in.unsigned(parameter);
            out[i] = (folded >>> 1) ^ -(folded & 1);
        }
    }

    private void join() {
        if (header.stereo() == Stereo.INDEPENDENT) {
            return;
        }
        long[] first = channels[0];
        long[] second = channels[1];
        for (int i = 0; i < header.blockSize(); i++) {
            switch (header.stereo()) {
                case LEFT_SIDE -> second[i] = first[i] - second[i];
                case SIDE_RIGHT -> first[i] += second[i];
                default -> {
                    long side = second[i];
                    long twice = first[i] << 1 | (side & 1);
                    first[i] = (twice + side) >> 1;
                    second[i] = (twice - side) >> 1;
                }
            }
        }
    }
}
