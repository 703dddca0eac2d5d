package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How probabilities of frames are converted to binary decisions.
 *
 * @param threshold above which a frame is positive
 * @param medianFrames width of the median filter that then smooths the decisions, odd; 1 for none
 */
public record Decision(double threshold, int medianFrames) {
    /** SUPERB's settings for diarization, of which one is selected. */
    static List<Decision> all() {
        List<Decision> all = new ArrayList<>();
        for (double threshold : new double[] {0.5, 0.4, 0.6, 0.3, 0.7}) {
            for (int medianFrames : new int[] {1, 11}) {
                all.add(new Decision(threshold, medianFrames));
            }
        }
        return all;
    }

    /** The decision for each frame; frames beyond both ends count as negative. */
    boolean[] yes(float[] probabilities) {
        int[] before = new int[probabilities.length + 1];
        for (int t = 0; t < probabilities.length; t++) {
            before[t + 1] = before[t] + (probabilities[t] > threshold ? 1 : 0);
        }
        boolean[] yes = new boolean[probabilities.length];
        int side = medianFrames / 2;
        for (int t = 0; t < yes.length; t++) {
            yes[t] = before[Math.min(yes.length, t + side + 1)] - before[Math.max(0, t - side)] > side;
        }
        return yes;
    }

    /** The text for results. */
    @Override
    public String toString() {
        String filter = medianFrames == 1 ? "no median filter" : "median filter of " + medianFrames + " frames";
        return String.format(Locale.ROOT, "threshold %.1f, %s", threshold, filter);
    }
}
