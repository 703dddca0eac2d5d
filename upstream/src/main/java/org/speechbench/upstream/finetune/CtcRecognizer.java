package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.upstream.UpstreamCard;

/** An upstream with a CTC head. Not safe for use by two threads at once. */
public interface CtcRecognizer extends AutoCloseable {
    UpstreamCard card();

    /** The symbols of the classes; the first is the blank. */
    List<String> symbols();

    /** SHA-256 (hex) of weights and resolved configuration: equal digests give equal outputs. */
    String digest();

    /** Number of frames for a recording of this number of samples; 0 if it is too short. */
    int frames(int samples);

    /**
     * Natural logarithms of the symbols' probabilities, shape (T, V).
     *
     * @throws org.speechbench.core.UserError if the recording is too short for one frame
     */
    float[][] logProbabilities(Waveform waveform);

    /** The most likely class of every frame, with repeats and blanks. */
    default int[] bestPath(Waveform waveform) {
        return bestPath(logProbabilities(waveform));
    }

    /**
     * The most likely class of every frame.
     *
     * @param frames shape (T, V)
     */
    static int[] bestPath(float[][] frames) {
        int[] path = new int[frames.length];
        for (int t = 0; t < path.length; t++) {
            for (int v = 1; v < frames[t].length; v++) {
                path[t] = frames[t][v] > frames[t][path[t]] ? v : path[t];
            }
        }
        return path;
    }

    @Override
    void close();
}
