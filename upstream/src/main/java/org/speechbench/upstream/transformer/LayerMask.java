package org.speechbench.upstream.transformer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Which layers run, as an array on the host: a script reads it without waiting for the device. */
final class LayerMask {
    private LayerMask() {}

    static NDArray all(NDManager manager, int layers) {
        boolean[] keep = new boolean[layers];
        java.util.Arrays.fill(keep, true);
        return array(manager, keep);
    }

    static NDArray array(NDManager manager, boolean[] keep) {
        float[] values = new float[keep.length];
        for (int l = 0; l < keep.length; l++) {
            values[l] = keep[l] ? 1 : 0;
        }
        return manager.create(values).toDevice(Device.cpu(), false);
    }
}
