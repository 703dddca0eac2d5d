package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.ClipFile;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.metric.ErrorRateScorer;

class ClipsTest {
    private static final Scorer PER = new ErrorRateScorer(ErrorRateScorer.PER);

    @TempDir
    private Path folder;

    @Test
    void what_the_report_shows_is_kept_and_nothing_else() {
        RunDirectory run = write(PER, corpus("a", "b", "c", "d", "e", "f"));
        assertThat(run.clip("pr", "a")).isNotEmptyFile();
        assertThat(run.clips().resolve("pr")).isDirectoryContaining("glob:**a.wav");
        assertThat(run.clips().resolve("pr").toFile().list()).hasSize(5);
        assertThat(new AudioReader().read(run.clip("pr", "a")).length()).isEqualTo(1600);
    }

    @Test
    void tasks_whose_errors_are_no_sequences_have_none() {
        assertThat(write(new AccuracyScorer(), corpus("a")).clips()).doesNotExist();
    }

    @Test
    void a_recording_that_is_gone_costs_its_clip_alone() {
        Utterance gone = new Utterance("a", folder.resolve("gone.wav"), 0, "s", "test", Map.of());
        assertThat(write(PER, Corpus.of("own", List.of(gone))).clip("pr", "a")).doesNotExist();
    }

    private RunDirectory write(Scorer scorer, Corpus corpus) {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        List<PredictionLine> lines = corpus.utterances().stream()
                .map(u -> new PredictionLine(u.id(), "s", "A B", u.id().equals("f") ? "A B" : "A"))
                .toList();
        new Clips(run, new WaveformReader(new AudioReader(), "own"), Progress.silent())
                .write("pr", corpus, scorer, lines);
        return run;
    }

    private Corpus corpus(String... ids) {
        return Corpus.of("own", List.of(ids).stream().map(this::utterance).toList());
    }

    private Utterance utterance(String id) {
        Path audio = folder.resolve(id + ".wav");
        new ClipFile(audio).write(new Waveform(new float[1600]));
        return new Utterance(id, audio, 0, "s", "test", Map.of());
    }
}
