package org.speechbench.datasets.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.result.RunDirectory;

class ClipFileTest {
    @TempDir
    Path folder;

    @Test
    void a_clip_is_read_back_as_the_waveform_that_it_was_written_from() {
        ClipFile clip = clip("pr", "a/b.flac");
        clip.write(new Waveform(new float[] {0, 0.5f, -0.25f, 2}));
        assertThat(new AudioReader().read(clip.file()).samples())
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(0, 0.5f, -0.25f, 1);
    }

    @Test
    void what_is_longer_is_cut() {
        ClipFile clip = clip("pr", "long");
        clip.write(new Waveform(new float[20 * Waveform.SAMPLE_RATE]));
        assertThat(new AudioReader().read(clip.file()).seconds()).isEqualTo(ClipFile.MOST_SECONDS);
    }

    @Test
    void a_clip_that_is_there_is_not_written_again() {
        ClipFile clip = clip("pr", "one");
        clip.write(new Waveform(new float[] {0.5f}));
        byte[] first = clip.read();
        clip.write(new Waveform(new float[] {0.1f, 0.1f}));
        assertThat(clip.read()).isEqualTo(first);
    }

    @Test
    void ids_that_look_like_paths_stay_in_the_folder_of_their_task() {
        assertThat(clip("pr", "../../x").file().normalize().getParent())
                .isEqualTo(folder.resolve("clips").resolve("pr"));
        assertThat(clip("pr", "a/b").file()).isNotEqualTo(clip("pr", "a_b").file());
    }

    private ClipFile clip(String task, String utterance) {
        return new ClipFile(new RunDirectory(folder).clip(task, utterance));
    }
}
