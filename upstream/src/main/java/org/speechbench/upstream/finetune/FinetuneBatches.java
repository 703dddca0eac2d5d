package org.speechbench.upstream.finetune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.Seeds;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.batches.SortedPlan;

/**
 * Makes the batch of every step, a pure function of data, configuration and step. Utterances are whole and of similar
 * length.
 */
final class FinetuneBatches {
    /** One day, so that nothing is cropped. */
    private static final double LONGEST = 86_400;

    private final List<FinetuneExample> examples;
    private final WaveformReader reader;
    private final SortedPlan plan;
    private final long seed;

    FinetuneBatches(List<FinetuneExample> examples, WaveformReader reader, double batchSeconds, long seed) {
        this.examples = List.copyOf(examples);
        this.reader = reader;
        this.seed = seed;
        this.plan = new SortedPlan(
                IntStream.range(0, examples.size()).boxed().toList(),
                i -> Math.toIntExact(examples.get(i).utterance().numSamples()),
                0,
                LONGEST,
                batchSeconds,
                Waveform.SAMPLE_RATE,
                new Seeds(seed));
    }

    FinetuneBatch batch(long step) {
        List<Waveform> waveforms = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        Arrays.stream(plan.batch(step).items()).mapToObj(examples::get).forEach(e -> {
            waveforms.add(reader.read(e.utterance()));
            targets.add(e.target());
        });
        return new FinetuneBatch(new WaveformBatch(waveforms), targets, step, seed);
    }
}
