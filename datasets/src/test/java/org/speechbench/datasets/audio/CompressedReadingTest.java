package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.UserError;

/** Recordings that the installed ffmpeg compressed; without one they are skipped. */
@EnabledIf("org.speechbench.datasets.audio.FfmpegFiles#installed")
class CompressedReadingTest {
    private static final int LENGTH = (int) Math.ceil(FfmpegFiles.SAMPLES * 16_000.0 / FfmpegFiles.RATE);

    @TempDir
    Path folder;

    private final AudioReader reader = new AudioReader();

    @ParameterizedTest
    @CsvSource({"a.mp3,libmp3lame,1", "b.mp3,libmp3lame,2", "a.ogg,libvorbis,2", "a.opus,libopus,1", "a.m4a,aac,2"})
    void has_the_length_and_the_time_of_what_was_compressed(String name, String encoder, int channels)
            throws IOException {
        Path file = files().make(channels, name, "-c:a", encoder, "-b:a", "128k");
        float[] source = reader.read(files().wav(channels)).samples();
        float[] decoded =
                reader.read(Files.move(file, folder.resolve("no-ending"))).samples();
        assertThat(decoded).hasSize(LENGTH);
        assertThat(delay(source, decoded)).as("delay in samples").isZero();
    }

    @Test
    void channels_are_averaged_and_rates_converted_by_us() throws IOException {
        Path mp3 = files().make(2, "a.mp3", "-b:a", "192k");
        Path wav = files().run("decoded.wav", List.of("-c:a", "mp3float", "-i", mp3.toString(), "-c:a", "pcm_f32le"));
        float[] expected = reader.read(wav).samples();
        float[] got = reader.read(mp3).samples();
        assertThat(got).hasSameSizeAs(expected);
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(1e-7f));
        }
    }

    @Test
    void cover_art_is_not_taken_for_audio() throws IOException {
        Path picture = files().run("c.jpg", List.of("-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1"));
        for (String name : List.of("a.mp3", "a.m4a")) {
            Path file = files().make(
                            1,
                            name,
                            "-i",
                            picture.toString(),
                            "-map",
                            "0",
                            "-map",
                            "1",
                            "-c:v",
                            "copy",
                            "-disposition:v",
                            "attached_pic");
            assertThat(reader.read(file).length()).isEqualTo(LENGTH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "stream.mp3", "a.ogg", "a.opus", "a.m4a", "fast.m4a"})
    void a_file_that_is_cut_off_is_an_error(String name) throws IOException {
        Path file = name.startsWith("stream")
                ? files().make(1, name, "-write_xing", "0")
                : files().make(
                                1,
                                name,
                                name.startsWith("fast") ? new String[] {"-movflags", "+faststart"} : new String[0]);
        byte[] whole = Files.readAllBytes(file);
        reader.read(file);
        for (int percent : new int[] {1, 30, 60, 99}) {
            Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
            assertRefused(() -> reader.read(file), name);
        }
        Files.write(file, new byte[0]);
        assertRefused(() -> reader.read(file), "the file is empty");
    }

    @Test
    void several_streams_are_an_error() throws IOException {
        Path ogg = files().make(1, "a.ogg");
        byte[] one = Files.readAllBytes(ogg);
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        Files.write(ogg, two);
        assertRefused(() -> reader.read(ogg), "several Ogg streams, one after another");
        Path m4a = files().make(1, "a.m4a", "-map", "0", "-map", "0");
        assertRefused(() -> reader.read(m4a), "several audio tracks");
    }

    @Test
    void damage_that_only_the_decoder_notices_is_an_error() throws IOException {
        Path file = files().make(1, "a.m4a", "-movflags", "+faststart");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 4000, bytes.length - 2000, (byte) 0x5A);
        Files.write(file, bytes);
        assertRefused(() -> reader.read(file), "ffmpeg cannot decode it");
    }

    @Test
    void a_program_is_named_by_its_version_and_that_of_its_decoders() throws IOException {
        Path file = files().make(1, "a.opus");
        assertThat(reader.decoder(file)).matches("ffmpeg \\S+, libavcodec \\d+\\.\\d+\\.\\d+");
        assertThat(reader.decoder(files().wav(1))).isEmpty();
        AudioReader other =
                new AudioReader(Map.of(Ffmpeg.VARIABLE, files().other().toString()));
        assertThat(other.decoder(file)).isEqualTo("ffmpeg 0.1, libavcodec 1.2.3");
        assertThat(other.read(file).length()).isEqualTo(LENGTH);
    }

    @Test
    void a_program_that_writes_nothing_and_ends_well_is_not_taken_for_silence() throws IOException {
        Path file = files().make(1, "a.mp3");
        Path silent = Files.writeString(folder.resolve("silent"), "#!/bin/sh\nexit 0\n");
        assertThat(silent.toFile().setExecutable(true)).isTrue();
        AudioReader other = new AudioReader(Map.of(Ffmpeg.VARIABLE, silent.toString()));
        assertRefused(() -> other.read(file), "wrote no samples");
    }

    @Test
    void without_ffmpeg_the_kind_and_the_ways_out_are_told() throws IOException {
        Path file = files().make(1, "a.mp3");
        AudioReader none = new AudioReader(Map.of("PATH", folder.toString()));
        assertThat(none.installedDecoder()).isEmpty();
        assertThat(error(() -> none.read(file)))
                .isEqualTo(
                        file + ": is MP3, which ffmpeg decodes, and no ffmpeg is on PATH. Install it, for example with"
                                + " 'apt-get install ffmpeg' or 'brew install ffmpeg', or name it with SPEECHBENCH_FFMPEG; or"
                                + " convert the recordings to FLAC.");
        AudioReader wrong = new AudioReader(Map.of(Ffmpeg.VARIABLE, "/no/such"));
        assertRefused(() -> wrong.read(file), "SPEECHBENCH_FFMPEG names /no/such");
    }

    @Test
    void the_file_s_name_is_not_interpreted() throws IOException {
        Path mp3 = files().make(1, "a.mp3");
        for (String name : List.of("concat:a.mp3", "-i", "pipe:0", "a b'c%03d.mp3")) {
            Path file = Files.copy(mp3, folder.resolve(name));
            assertThat(reader.read(file).length()).isEqualTo(LENGTH);
        }
    }

    private static String error(Runnable action) {
        try {
            action.run();
            return "";
        } catch (UserError e) {
            return e.oneLine();
        }
    }

    private FfmpegFiles files() {
        return new FfmpegFiles(folder);
    }

    /** By how many samples one is later than the other, where their product is the largest. */
    private static int delay(float[] one, float[] other) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = -600; lag <= 600; lag++) {
            double sum = 0;
            for (int i = 1000; i < 9000; i++) {
                sum += (double) one[i] * other[i + lag];
            }
            if (sum > most) {
                most = sum;
                best = lag;
            }
        }
        return best;
    }
}
