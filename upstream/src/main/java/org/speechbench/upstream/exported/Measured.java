package org.speechbench.upstream.exported;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;

/**
 * What an exported model does, found out by calling it.
 *
 * @param layers L
 * @param dim D
 * @param stride samples between two frames
 * @param shortest samples of the shortest utterance that has a frame; at least one stride
 * @param centre middle of the first frame, in samples
 * @param together whether an utterance has the same states alone and in a padded batch
 * @param parameters of the model
 */
record Measured(int layers, int dim, int stride, int shortest, double centre, boolean together, long parameters) {
    /** Largest difference that rounding explains, as a share of the largest value of a layer. */
    static final double TOLERANCE = 1e-4;

    private static final int SHORT = Waveform.SAMPLE_RATE;

    /** The others are longer by numbers of samples that most strides divide, so that no frame is cut in two. */
    private static final int MIDDLE = SHORT + 25_600;

    private static final int LONG = SHORT + 3 * 25_600;

    /**
     * Calls a model with waves of several lengths, alone and together.
     *
     * @throws UserError if it breaks the contract, is random, or has no constant frame rate
     */
    static Measured of(EngineContext engine, ExportedModel model) {
        Calls calls = new Calls(engine, model);
        States first = calls.alone(SHORT);
        if (first.frames() == 0) {
            throw new UserError(
                    model.file() + " returns no frame of 1 s.",
                    "Return the number of valid frames of each utterance as lengths.");
        }
        if (!first.finite()) {
            throw new UserError(
                    model.file() + " returns values that are no finite numbers.",
                    "Export it in fp32, with weights from a training that did not diverge.");
        }
        if (calls.alone(SHORT).difference(first) > TOLERANCE) {
            throw new UserError(
                    model.file() + " returns other states when it is called with the same wave again.",
                    model.advice().evaluation());
        }
        int[] samples = {SHORT, MIDDLE, LONG};
        States middle = calls.longer(MIDDLE);
        States last = calls.longer(LONG);
        if (Arrays.stream(new States[] {middle, last})
                .anyMatch(other -> other.layers().size() != first.layers().size() || other.dim() != first.dim())) {
            throw new UserError(
                    model.file() + " returns layers of other numbers or sizes for waves of other lengths.",
                    "Export one whose layers depend on the wave only in their numbers of frames.");
        }
        int[] frames = {first.frames(), middle.frames(), last.frames()};
        int stride = stride(model, samples, frames);
        int shortest = calls.shortest(stride, SHORT);
        double edges = IntStream.range(0, frames.length)
                .map(i -> samples[i] - (frames[i] - 1) * stride)
                .min()
                .orElseThrow();
        return new Measured(
                first.layers().size(),
                first.dim(),
                stride,
                shortest,
                Math.min(shortest, edges) / 2,
                model.onlyAlone().isEmpty() && calls.together(MIDDLE, middle, SHORT, first),
                model.parameters());
    }

    private static int stride(ExportedModel model, int[] samples, int[] frames) {
        int more = frames[2] - frames[0];
        if (more <= 0) {
            throw new UserError(
                    model.file() + " returns " + frames[0] + " frames of 1 s and " + frames[2] + " of "
                            + LONG / (double) Waveform.SAMPLE_RATE + " s: its input has a fixed length.",
                    "Export it for any length, and return the number of frames that belong to each utterance as lengths.");
        }
        int stride = Math.max(1, Math.round((samples[2] - samples[0]) / (float) more));
        for (int i = 0; i < frames.length; i++) {
            // Edges may cost frames, the same number at every length; beyond the wave there is at most one.
            int off = frames[i] - frames[0] - (samples[i] - samples[0]) / stride;
            if (Math.abs(off) > 1 || frames[i] > samples[i] / stride + 1) {
                throw new UserError(
                        model.file() + " returns " + Arrays.toString(frames) + " frames of waves of "
                                + Arrays.toString(samples) + " samples, which is no constant frame rate.",
                        "Export it so that frames follow at equal intervals, and return only those of the utterance.");
            }
        }
        return stride;
    }

    /** Calls with signals that have pitch, changing level and noise. */
    private record Calls(EngineContext engine, ExportedModel model) {
        States alone(int samples) {
            try (NDManager scratch = engine.manager().newSubManager()) {
                return States.of(model.call(scratch, signal(samples), samples), 0);
            }
        }

        /** As {@link #alone}, of more than what it was found to take. */
        States longer(int samples) {
            try {
                return alone(samples);
            } catch (UserError e) {
                throw new UserError(
                        model.file() + " takes 1 s of audio, but not " + samples / (double) Waveform.SAMPLE_RATE
                                + " s: " + e.getMessage(),
                        model.advice().anyLength(),
                        e);
            }
        }

        /** The shortest length of an utterance with a frame, by bisection: longer ones have a frame too. */
        int shortest(int from, int enough) {
            int tooShort = from - 1;
            int longEnough = enough;
            for (int tried = from; longEnough - tooShort > 1; tried = (tooShort + longEnough) / 2) {
                if (hasFrame(tried)) {
                    longEnough = tried;
                } else {
                    tooShort = tried;
                }
            }
            return longEnough;
        }

        private boolean hasFrame(int samples) {
            try {
                States states = alone(samples);
                return states.frames() > 0 && states.finite();
            } catch (UserError e) {
                return false;
            }
        }

        /** Whether two utterances in one batch, the second one padded, have the states that they have alone. */
        boolean together(int longer, States ofLonger, int shorter, States ofShorter) {
            float[] both = Arrays.copyOf(signal(longer), 2 * longer);
            System.arraycopy(signal(shorter), 0, both, longer, shorter);
            try (NDManager scratch = engine.manager().newSubManager()) {
                ExportedStates result = model.call(scratch, both, longer, shorter);
                return States.of(result, 0).difference(ofLonger) <= TOLERANCE
                        && States.of(result, 1).difference(ofShorter) <= TOLERANCE;
            } catch (UserError e) {
                // For example a graph that was traced with one utterance.
                return false;
            }
        }

        private static float[] signal(int samples) {
            SplittableRandom noise = new SplittableRandom(samples);
            float[] wave = new float[samples];
            double pitch = 100 + samples % 97;
            for (int i = 0; i < samples; i++) {
                double t = i / (double) Waveform.SAMPLE_RATE;
                double tone = Math.sin(2 * Math.PI * pitch * t) + 0.5 * Math.sin(6 * Math.PI * pitch * t);
                double level = 0.5 + 0.5 * Math.sin(6 * Math.PI * t);
                wave[i] = (float) (0.1 * level * tone + 0.02 * (noise.nextDouble() - 0.5));
            }
            return wave;
        }
    }
}
