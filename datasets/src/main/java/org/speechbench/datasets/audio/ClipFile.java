package org.speechbench.datasets.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * The beginning of a recording, to be played in a report: RIFF WAV, 16 kHz, mono, 16 bit. Written once, never replaced.
 */
public record ClipFile(Path file) {
    /** The most seconds of a clip; longer recordings are cut. */
    public static final int MOST_SECONDS = 6;

    private static final int HEADER = 44;
    private static final int BYTES = 2;

    /**
     * Writes the first seconds of a waveform, unless the file exists.
     *
     * @throws UserError if it cannot be written
     */
    public void write(Waveform waveform) {
        if (Files.exists(file)) {
            return;
        }
        int samples = Math.min(waveform.length(), MOST_SECONDS * Waveform.SAMPLE_RATE);
        byte[] bytes = new byte[HEADER + samples * BYTES];
        ByteBuffer wav = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        writeHeader(wav, samples * BYTES);
        for (int i = 0; i < samples; i++) {
            float sample = Math.max(-1, Math.min(1, waveform.samples()[i]));
            wav.putShort((short) Math.round(sample * Short.MAX_VALUE));
        }
        AtomicFiles.write(file, bytes);
    }

    /**
     * The whole file.
     *
     * @throws UserError if it is missing or cannot be read
     */
    public byte[] read() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static void writeHeader(ByteBuffer wav, int length) {
        wav.put(ascii("RIFF"))
                .putInt(HEADER - 8 + length)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(Waveform.SAMPLE_RATE)
                .putInt(Waveform.SAMPLE_RATE * BYTES)
                .putShort((short) BYTES)
                .putShort((short) (8 * BYTES))
                .put(ascii("data"))
                .putInt(length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
