package org.speechbench.upstream.fasthubert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.engine.feature.FbankOptions;
import org.speechbench.engine.feature.KaldiFeatures;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;

/** Log-mel frames in 16-bit scale, computed on the device. */
final class FbankReader implements InputReader {
    private final KaldiFeatures features;

    FbankReader(EngineContext engine) {
        features = new KaldiFeatures(engine);
    }

    @Override
    public NDArray read(NDManager results, WaveformBatch batch) {
        NDArray waves = results.create(batch.padded(), new Shape(batch.size(), batch.longest()));
        return features.fbank(results, waves, FbankOptions.FAST_HUBERT);
    }

    @Override
    public int units(int samples) {
        return FrameGeometry.KALDI.frames(samples);
    }

    @Override
    public void close() {
        features.close();
    }
}
