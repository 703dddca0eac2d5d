package org.speechbench.datasets.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes compressed recordings for tests with the installed ffmpeg, from a tone that rises, with noise. */
final class FfmpegFiles {
    static final int RATE = 44_100;
    static final int SAMPLES = 40_000;

    private final Path folder;

    FfmpegFiles(Path folder) {
        this.folder = folder;
    }

    /** Whether there is an ffmpeg; for {@code EnabledIf}. */
    static boolean installed() {
        return Ffmpeg.find(System.getenv()).isPresent();
    }

    /** The recorded samples, at {@link #RATE}. */
    static int[] sound(int channel) {
        Random noise = new Random(3);
        int[] samples = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            double t = (double) i / RATE;
            double tone = Math.sin(2 * Math.PI * (300 + 900 * t + 200 * channel) * t);
            samples[i] = (int) (8000 * tone + 900 * noise.nextGaussian());
        }
        return samples;
    }

    Path wav(int channels) throws IOException {
        int[] all = new int[SAMPLES * channels];
        for (int c = 0; c < channels; c++) {
            int[] sound = sound(c);
            for (int i = 0; i < SAMPLES; i++) {
                all[i * channels + c] = sound[i];
            }
        }
        return Files.write(
                folder.resolve("source" + channels + ".wav"),
                new WavBytes().rate(RATE).channels(channels).pcm16(all));
    }

    /** Runs ffmpeg on the recording with some options to a file with a name. */
    Path make(int channels, String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-i", wav(channels).toString()));
        arguments.addAll(List.of(options));
        return run(name, arguments);
    }

    Path run(String name, List<String> arguments) throws IOException {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Ffmpeg.find(System.getenv()).orElseThrow().program().toString(),
                "-nostdin",
                "-loglevel",
                "error",
                "-y"));
        command.addAll(arguments);
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return file;
    }

    /** A program that says it is another version, and decodes as the installed one does. */
    Path other() throws IOException {
        Path program = Files.writeString(
                folder.resolve("other-ffmpeg"),
                "#!/bin/sh\nif [ \"$1\" = -version ]; then printf 'ffmpeg version 0.1 by\\nlibavcodec  1.  2.  3 / x\\n'\n"
                        + "else exec "
                        + Ffmpeg.find(System.getenv()).orElseThrow().program() + " \"$@\"; fi\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }
}
