package org.speechbench.upstream.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.model.TransformerUpstream.InputReader;

/** Unprocessed waveforms, padded with zeros. */
public final class WaveformInput implements InputReader {
    @Override
    public NDArray read(NDManager results, WaveformBatch batch) {
        NDManager host = results.newSubManager(Device.cpu());
        return host.create(batch.padded(), new Shape(batch.size(), batch.longest()));
    }

    @Override
    public int units(int samples) {
        return samples;
    }

    @Override
    public void close() {}
}
