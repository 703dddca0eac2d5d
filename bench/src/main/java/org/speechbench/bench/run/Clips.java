package org.speechbench.bench.run;

import java.nio.file.Files;
import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.audio.ClipFile;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.metric.AlignedUtterance;
import org.speechbench.tasks.metric.ErrorRateScorer;
import org.speechbench.tasks.metric.Examples;

/** Keeps clips of the utterances that the report shows with their alignments. */
record Clips(RunDirectory files, WaveformReader reader, Progress progress) {
    /**
     * Keeps clips of the utterances that are shown for the given predictions. A clip that cannot be created is only
     * noted, since scores do not depend on it.
     */
    void write(String task, Corpus corpus, Scorer scorer, List<PredictionLine> lines) {
        if (!(scorer instanceof ErrorRateScorer)) {
            return;
        }
        List<String> shown = Examples.of(lines, scorer).all().stream()
                .map(AlignedUtterance::id)
                .toList();
        try {
            corpus.utterances().stream().filter(u -> shown.contains(u.id())).forEach(u -> write(task, u));
        } catch (UserError e) {
            progress.note("no clips for the report: " + e.getMessage());
        }
    }

    private void write(String task, Utterance utterance) {
        ClipFile clip = new ClipFile(files.clip(task, utterance.id()));
        if (!Files.exists(clip.file())) {
            clip.write(reader.read(utterance));
        }
    }
}
