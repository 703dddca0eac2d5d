package org.speechbench.reports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.PredictionFile;
import org.speechbench.core.result.PredictionLine;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.datasets.audio.ClipFile;
import org.speechbench.datasets.audio.Waveform;

/** {@link Sample}'s run with predictions, recordings, a ladder and a step taken apart: every section has something. */
final class FullRun {
    /** Text that would run if it became markup. */
    static final String EVIL = "<script>alert(1)</script>";

    private FullRun() {}

    /** Writes it into a folder, whose name is that of the run. */
    static RunDirectory write(Path folder) {
        RunDirectory run = Sample.write(folder);
        for (String upstream : List.of("hubert", "fast_hubert")) {
            new PredictionFile(run.predictions(upstream, "pr_an4", "test")).write(phones());
            new PredictionFile(run.predictions(upstream, "sid_an4", "test")).write(speakers());
        }
        for (PredictionLine line : phones()) {
            new ClipFile(run.clip("pr_an4", line.id())).write(tone(line.id().length()));
        }
        ResultStore store = new ResultStore(run.results());
        ladder(store);
        for (String part : List.of("front_end.forward", "attention.forward", "feed_forward.backward", "update")) {
            store.append(Sample.speed(RowKind.MODULE, "hubert", part, Metrics.PART_SECONDS, 0.2, 0, "4 x 4.0 s"));
        }
        return run;
    }

    private static List<PredictionLine> phones() {
        return List.of(
                new PredictionLine("an4/one.flac", EVIL, "F AO1 R", "F AO1 R"),
                new PredictionLine("an4/" + EVIL + ".flac", "s2", "EH1 N T ER0", "EH1 T <b>"),
                new PredictionLine("an4/three.flac", "s2", "N OW1", "N AY1 N"),
                new PredictionLine("an4/four.flac", "s2", "S IH1 K S", "S IH1 S"));
    }

    /** More classes than are shown one by one, one of them named like a script. */
    private static List<PredictionLine> speakers() {
        List<PredictionLine> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String reference = "speaker-" + i % 20;
            lines.add(new PredictionLine("u" + i, reference, reference, i % 7 == 0 ? EVIL : reference));
        }
        return lines;
    }

    /** A tenth of a second of a tone of its own. */
    private static Waveform tone(int tens) {
        float[] samples = new float[Waveform.SAMPLE_RATE / 10];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * 10 * tens * i / Waveform.SAMPLE_RATE));
        }
        return new Waveform(samples);
    }

    private static void ladder(ResultStore store) {
        rung(store, "hubert_cut", "hubert_original", 1.5, 1.5);
        rung(store, "hubert_folded", "hubert_cut", 0.9, 1.35);
        rung(store, "fast_hubert", "hubert_folded", 4.2, 5.67);
    }

    private static void rung(ResultStore store, String label, String before, double factor, double product) {
        store.append(Sample.ratio(label, "hubert_original", "train_step", Metrics.OVER_ORIGINAL, product, 0.05));
        store.append(Sample.ratio(label, before, "train_step", Metrics.OVER_BEFORE, factor, 0.05));
    }
}
