package org.speechbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A corpus in its official layout with recordings of noise, made a file at a time. */
final class OfficialFolder {
    private static final int RATE = 16_000;

    private final Path root;
    private final Random random = new Random(1);

    OfficialFolder(Path root) {
        this.root = root;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Half a second of noise as a WAV file, whatever the ending: recordings are told apart by what they hold. */
    OfficialFolder audio(String... names) {
        for (String name : names) {
            noise(name, 0.5);
        }
        return this;
    }

    OfficialFolder noise(String name, double seconds) {
        int samples = (int) (seconds * RATE);
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
        while (wav.hasRemaining()) {
            wav.putShort((short) (3_000 * random.nextGaussian()));
        }
        return bytes(name, wav.array());
    }

    OfficialFolder text(String name, String... lines) {
        return bytes(name, (String.join("\n", Arrays.asList(lines)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    OfficialFolder bytes(String name, byte[] content) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.write(path(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A symbolic link to a file or folder below the same root. */
    OfficialFolder link(String name, String target) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.createSymbolicLink(path(name), path(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
