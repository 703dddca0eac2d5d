package org.speechbench.core.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Messages {@code tensorflow.Event} (tensorflow/core/util/event.proto and framework/summary.proto), each framed as a
 * TFRecord: length (8 bytes, little-endian), masked CRC32C of it, message, masked CRC32C of that.
 */
final class EventRecord {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;

    private static final int SESSION_STATUS = 1;
    private static final int SESSION_START = 1;

    private static final int CRC_MASK = 0xa282ead8;

    private EventRecord() {}

    /** The record that a file begins with. */
    static byte[] version(Instant time) {
        return event(time, 0, out -> out.writeString(FILE_VERSION, "brain.Event:2"));
    }

    /** A record that invalidates everything recorded before for this step and later ones. */
    static byte[] start(Instant time, long step) {
        byte[] session = message(out -> out.writeEnum(SESSION_STATUS, SESSION_START));
        return event(time, step, out -> out.writeByteArray(SESSION_LOG, session));
    }

    /** A record with those of the numbers that are finite, by tag. */
    static byte[] scalars(Instant time, long step, Map<String, Double> values) {
        byte[] summary = message(out -> {
            for (Map.Entry<String, Double> scalar : values.entrySet()) {
                if (Double.isFinite(scalar.getValue())) {
                    out.writeByteArray(SUMMARY_VALUE, value(scalar.getKey(), scalar.getValue()));
                }
            }
        });
        return event(time, step, out -> out.writeByteArray(SUMMARY, summary));
    }

    private static byte[] value(String tag, double number) {
        return message(out -> {
            out.writeString(VALUE_TAG, tag);
            out.writeFloat(VALUE_SIMPLE, (float) number);
        });
    }

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] event(Instant time, long step, Writer what) {
        return framed(message(out -> {
            out.writeDouble(WALL_TIME, time.toEpochMilli() / 1e3);
            if (step != 0) {
                out.writeInt64(STEP, step);
            }
            what.write(out);
        }));
    }

    private static byte[] message(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writer.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] framed(byte[] message) {
        ByteBuffer record = ByteBuffer.allocate(message.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(message.length);
        record.putInt(maskedCrc(record.array(), Long.BYTES));
        record.put(message).putInt(maskedCrc(message, message.length));
        return record.array();
    }

    /**
     * The CRC, rotated and offset as TensorFlow does it, so that a CRC remains meaningful for data that contains CRCs.
     */
    private static int maskedCrc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    }
}
