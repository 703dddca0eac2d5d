package org.speechbench.upstream.fasthubert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.speechbench.upstream.FrameGeometry;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.script.EngineContext;
import org.speechbench.upstream.transformer.TransformerUpstream.InputReader;

final class FbankReader implements InputReader {
    FbankReader(EngineContext engine) {}

    @Override
    public NDArray read(NDManager results, WaveformBatch batch) {
        throw new IllegalStateException();
    }

    @Override
    public int units(int samples) {
        return FrameGeometry.KALDI.frames(samples);
    }

    @Override
    public void close() {}
}
