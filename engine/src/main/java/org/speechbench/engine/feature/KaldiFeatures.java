package org.speechbench.engine.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * Kaldi's features of a batch, computed on the device, always in fp32. Frames are counted by
 * {@link FrameGeometry#KALDI}. Methods that look beyond one frame (deltas, normalisation) take the number of valid
 * frames of each utterance, so that padding has no effect. Any number of threads may use one instance.
 */
public final class KaldiFeatures implements AutoCloseable {
    /** Dimensions of MFCC without deltas. */
    public static final int CEPSTRA = KaldiTables.CEPSTRA;

    private record Tables(NDArray window, NDArray mel) {}

    private final NDManager constants;
    private final Script script;
    private final Map<FbankOptions, Tables> tables = new ConcurrentHashMap<>();
    private final NDArray cosines;

    public KaldiFeatures(EngineContext engine) {
        constants = engine.manager().newSubManager();
        script = Script.load(
                engine,
                new ScriptSource(Precision.FP32).add(Fragment.ON_DEVICE, Fragment.of(KaldiFeatures.class, "kaldi.py")));
        int bins = FbankOptions.MFCC.bins();
        cosines = constants.create(KaldiTables.cosines(bins), new Shape(bins, CEPSTRA));
    }

    /**
     * Log-mel filter banks.
     *
     * @param results owner of the result
     * @param waves fp32, shape (B, N), samples in [-1, 1], on the host or the device
     * @return shape (B, F, bins)
     */
    public NDArray fbank(NDManager results, NDArray waves, FbankOptions options) {
        int frames = frames(waves);
        Tables t = tables(options);
        return framed(frames, script.callOne(results, "log_mel", Arguments.of(waves, t.window(), t.mel())));
    }

    /**
     * 13 mel-frequency cepstral coefficients of 23 bins, liftered by 22, the first not replaced by the energy; samples
     * are not scaled to 16 bits.
     *
     * @param waves fp32, shape (B, N), samples in [-1, 1], on the host or the device
     * @return shape (B, F, 13)
     */
    public NDArray mfcc(NDManager results, NDArray waves) {
        int frames = frames(waves);
        Tables t = tables(FbankOptions.MFCC);
        return framed(frames, script.callOne(results, "mfcc", Arguments.of(waves, t.window(), t.mel(), cosines)));
    }

    /**
     * Slopes over five frames; the first and the last valid frame of an utterance are repeated beyond its ends.
     *
     * @param x shape (B, F, D)
     * @param frames valid frames of each utterance, shape (B), each at least 1
     * @return shape (B, F, D)
     */
    public NDArray deltas(NDManager results, NDArray x, int[] frames) {
        return call(results, "deltas", x, frames);
    }

    /** Features, their deltas and the deltas of those, shape (B, F, 3D). */
    public NDArray withDeltas(NDManager results, NDArray x, int[] frames) {
        return call(results, "with_deltas", x, frames);
    }

    /** Features minus the utterance's mean over its valid frames, 0 beyond them; shape (B, F, D). */
    public NDArray centre(NDManager results, NDArray x, int[] frames) {
        return call(results, "centre", x, frames);
    }

    /**
     * Mean and variance normalisation over the valid frames of each utterance (unbiased deviation plus 1e-10), 0 beyond
     * them. The statistics are fp64: digital silence has a deviation of exactly 0 and becomes 0.
     */
    public NDArray cmvn(NDManager results, NDArray x, int[] frames) {
        return call(results, "cmvn", x, frames);
    }

    @Override
    public void close() {
        constants.close();
        script.close();
    }

    private NDArray call(NDManager results, String method, NDArray x, int[] frames) {
        if (x.getShape().dimension() != 3 || x.getShape().get(0) != frames.length) {
            throw new IllegalArgumentException(
                    "lengths of " + frames.length + " utterances for features of shape " + x.getShape());
        }
        long[] lengths = new long[frames.length];
        for (int b = 0; b < frames.length; b++) {
            if (frames[b] < 1 || frames[b] > x.getShape().get(1)) {
                throw new IllegalArgumentException(frames[b] + " valid frames in features of shape " + x.getShape());
            }
            lengths[b] = frames[b];
        }
        try (NDArray n = results.create(lengths)) {
            return script.callOne(results, method, Arguments.of(x, n));
        }
    }

    private static int frames(NDArray waves) {
        Shape shape = waves.getShape();
        int frames = shape.dimension() == 2 ? FrameGeometry.KALDI.frames(Math.toIntExact(shape.get(1))) : 0;
        if (frames == 0 || waves.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("waves of shape " + shape + " and type " + waves.getDataType()
                    + ", not (B, N) of fp32 with " + KaldiTables.WINDOW + " samples or more");
        }
        return frames;
    }

    private static NDArray framed(int frames, NDArray features) {
        if (features.getShape().get(1) != frames) {
            throw new IllegalStateException(features.getShape() + " has not " + frames + " frames");
        }
        return features;
    }

    private Tables tables(FbankOptions options) {
        return tables.computeIfAbsent(
                options,
                o -> new Tables(
                        constants.create(KaldiTables.window(o), new Shape(KaldiTables.WINDOW)),
                        constants.create(KaldiTables.mel(o.bins()), new Shape(KaldiTables.SPECTRUM, o.bins()))));
    }
}
