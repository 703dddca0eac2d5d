package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.speechbench.core.UserError;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;

/**
 * Whole utterances in the form that the scripts take.
 *
 * @param normalization shape (2, width)
 */
record EncoderInput(Architecture architecture, InputReader reader, NDArray normalization) {
    /** Number of frames of hidden states for a number of samples; 0 if there are too few. */
    int frames(int samples) {
        return architecture.stateFrames().count(reader.units(samples));
    }

    /** Number of frames of the front end for each utterance. */
    int[] frontFrames(WaveformBatch batch) {
        FrameGeometry front = architecture.front().geometry();
        return Arrays.stream(units(batch)).map(front::frames).toArray();
    }

    /**
     * Number of frames of hidden states of each utterance.
     *
     * @throws UserError if an utterance has no frame
     */
    int[] frames(WaveformBatch batch) {
        return batch.waveforms().stream()
                .mapToInt(w -> {
                    int frames = frames(w.length());
                    if (frames == 0) {
                        throw new UserError(
                                "An utterance of " + w.length() + " samples is too short for one frame of "
                                        + architecture.provider() + ".",
                                "Leave out recordings shorter than 50 ms.");
                    }
                    return frames;
                })
                .toArray();
    }

    /** Number of units of input (samples or feature frames) of each utterance. */
    int[] units(WaveformBatch batch) {
        return batch.waveforms().stream()
                .mapToInt(w -> reader.units(w.length()))
                .toArray();
    }

    /**
     * The arguments, which the script copies to the device where they are needed there: input, units and valid frames (both empty where nothing is padded), normalisation, layers that
     * run.
     */
    Arguments arguments(NDManager m, WaveformBatch batch, boolean[] keep) {
        NDManager host = m.newSubManager(Device.cpu());
        boolean padded = batch.waveforms().stream().anyMatch(w -> w.length() != batch.longest());
        return Arguments.of(
                reader.read(m, batch),
                host.create(padded ? Arrays.stream(units(batch)).asLongStream().toArray() : new long[0]),
                padded ? valid(host, frontFrames(batch)) : host.create(new float[0]),
                normalization,
                LayerMask.array(host, keep));
    }

    /** Shape (B, T): 1 for an utterance's own frames, 0 for padding. */
    private static NDArray valid(NDManager host, int[] frames) {
        int t = Arrays.stream(frames).max().orElseThrow();
        float[] values = new float[frames.length * t];
        for (int b = 0; b < frames.length; b++) {
            Arrays.fill(values, b * t, b * t + frames[b], 1f);
        }
        return host.create(values, new Shape(frames.length, t));
    }
}
