package org.speechbench.datasets.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.SearchPath;
import org.speechbench.core.UserError;

/**
 * The program ffmpeg, which decodes compressed recordings to floats of their own rate and channels; nothing is mixed or
 * resampled by it. Each recording is decoded by a process of its own, without a shell. Several threads may share it.
 */
public final class Ffmpeg {
    /** The environment variable that names the program, instead of the first that is on PATH. */
    public static final String VARIABLE = "SPEECHBENCH_FFMPEG";

    private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");
    private static final Pattern LIBRARY = Pattern.compile("libavcodec +(\\d+)\\. *(\\d+)\\. *(\\d+)");
    /** The size of the shortest header of a WAV file. */
    private static final int MIN_BYTES = 44;

    private static final int MAX_BYTES = 1 << 30;
    private static final int MAX_WORDS = 300;
    private static final long SECONDS = 600;

    private final Path program;
    private @Nullable String version;

    private Ffmpeg(Path program) {
        this.program = program;
    }

    /**
     * The installed program; empty if there is none.
     *
     * @param environment the variables of the process
     * @throws UserError if a variable names a program that does not exist
     */
    public static Optional<Ffmpeg> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.isEmpty()) {
            return new SearchPath(environment.getOrDefault("PATH", ""))
                    .find("ffmpeg")
                    .map(Ffmpeg::new);
        }
        Path program = Path.of(named);
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new UserError(
                    VARIABLE + " names " + named + ", which is not a program.",
                    "Name the program ffmpeg, or unset the variable to use the one on PATH.");
        }
        return Optional.of(new Ffmpeg(program));
    }

    public Path program() {
        return program;
    }

    /**
     * The version of the program and of its decoders, for example {@code ffmpeg 6.1.1, libavcodec 60.31.102}.
     *
     * @throws UserError if it does not start or is not ffmpeg
     */
    public synchronized String version() {
        String known = version;
        if (known == null) {
            known = readVersion();
            version = known;
        }
        return known;
    }

    private String readVersion() {
        Output output;
        try {
            output = run(List.of("-version"));
        } catch (BadAudio e) {
            throw new UserError(program + ": " + e.getMessage() + ".", e.cure(), e);
        }
        String text = new String(output.bytes(), StandardCharsets.UTF_8);
        Matcher name = VERSION.matcher(text);
        Matcher library = LIBRARY.matcher(text);
        if (output.status() != 0 || !name.lookingAt() || !library.find()) {
            throw new UserError(
                    program + " does not say which version of ffmpeg it is.",
                    "Install ffmpeg again, or name another with " + VARIABLE + ".");
        }
        return "ffmpeg " + name.group(1) + ", libavcodec " + library.group(1) + "." + library.group(2) + "."
                + library.group(3);
    }

    /**
     * Decodes the only or first audio of a file.
     *
     * @param audio what the file states about itself
     * @throws BadAudio if anything is wrong with the file in the view of ffmpeg or of its container
     */
    RawAudio decode(Path file, CompressedAudio audio) throws BadAudio {
        List<String> arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-loglevel", "error"));
        arguments.addAll(List.of("-xerror", "-err_detect", "explode", "-threads", "1"));
        // The container and the decoder are named, so that neither is guessed from the file's name or differs between
        // builds; 'file:' keeps a name from being taken for another protocol.
        arguments.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", audio.demuxer()));
        arguments.addAll(List.of("-c:a", audio.decoder(), "-i", "file:" + file.toAbsolutePath()));
        arguments.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1"));
        Output output = run(arguments);
        if (output.status() != 0) {
            throw failed(audio, output);
        }
        if (output.bytes().length < MIN_BYTES) {
            throw new BadAudio(
                    program + " ended without an error and wrote no samples",
                    "Install ffmpeg again, or name another with " + VARIABLE + ".");
        }
        return audio.checked(WavDecoder.decode(output.bytes()));
    }

    private BadAudio failed(CompressedAudio audio, Output output) {
        if (output.errors().contains("Unknown decoder")) {
            return new BadAudio(
                    program + " was built without the decoder " + audio.decoder(),
                    "Install an ffmpeg that has it, as those of most systems do, or convert recordings to FLAC.");
        }
        return new BadAudio(
                "ffmpeg cannot decode it: "
                        + (output.errors().isEmpty() ? "status " + output.status() : output.errors()),
                "Get the recording again.");
    }

    /**
     * What a process left.
     *
     * @param errors its messages on one line, the first of them if there are many
     */
    private record Output(int status, byte[] bytes, String errors) {}

    private Output run(List<String> arguments) throws BadAudio {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path errors = null;
        try {
            errors = Files.createTempFile("speechbench-ffmpeg", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectError(errors.toFile())
                    .start();
            return output(process, errors);
        } catch (IOException e) {
            throw new BadAudio(
                    "cannot be decoded, since " + program + " cannot be run: " + UserError.reason(e),
                    "Install ffmpeg again.");
        } finally {
            delete(errors);
        }
    }

    private static Output output(Process process, Path errors) throws IOException, BadAudio {
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
        try (InputStream in = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] bytes = in.readNBytes(MAX_BYTES);
            if (in.read() >= 0) {
                throw new BadAudio("is larger than 1 GiB once it is decoded", "Cut the recording into utterances.");
            }
            int status = process.waitFor();
            return new Output(status, bytes, words(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ffmpeg was decoding", e);
        } finally {
            limit.cancel(false);
            process.destroyForcibly();
        }
    }

    private static String words(Path errors) throws IOException {
        String text = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)
                .replaceAll("\\[[^\\]]* @ 0x[0-9a-f]+\\] ", "")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.length() > MAX_WORDS ? text.substring(0, MAX_WORDS) + " ..." : text;
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file in the temporary folder that could not be removed does no harm.
        }
    }
}
