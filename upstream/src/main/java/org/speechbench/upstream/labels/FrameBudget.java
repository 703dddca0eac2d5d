package org.speechbench.upstream.labels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;

/**
 * Selects the utterances that are clustered if they do not all fit: whole utterances are drawn without replacement
 * until the budget of frames is exhausted, as simple_kmeans of fairseq does with a share of a corpus.
 *
 * @param frames at most, unless one utterance alone has more
 * @param stride samples from one frame to the next
 * @param seed of the draw
 */
record FrameBudget(long frames, int stride, long seed) {
    FrameBudget {
        if (frames < 1) {
            throw new IllegalArgumentException("a budget of " + frames + " frames");
        }
    }

    /**
     * All utterances if they fit, otherwise some of them; in the original order in either case. It decodes utterances
     * of unknown length.
     */
    List<Utterance> draw(List<Utterance> all, WaveformReader reader) {
        long[] sizes = new long[all.size()];
        long total = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(all.get(i), reader);
            total += sizes[i];
        }
        if (total <= frames) {
            return all;
        }
        boolean[] taken = taken(sizes);
        List<Utterance> drawn = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                drawn.add(all.get(i));
            }
        }
        return drawn;
    }

    private boolean[] taken(long[] sizes) {
        boolean[] taken = new boolean[sizes.length];
        long left = frames;
        for (int i : order(sizes.length)) {
            if (sizes[i] > left && left < frames) {
                break;
            }
            taken[i] = true;
            left -= sizes[i];
        }
        return taken;
    }

    private int[] order(int n) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private long size(Utterance utterance, WaveformReader reader) {
        long samples = utterance.numSamples() > 0
                ? utterance.numSamples()
                : reader.read(utterance).length();
        return samples / stride;
    }
}
