package org.speechbench.upstream.model;

import ai.djl.Device;
import org.speechbench.engine.EngineContext;

/**
 * Where a network is computed.
 *
 * @param layouts in which its positional convolutions are computed there
 */
public record ComputeDevice(Device device, PositionalLayout.Choice layouts) {
    /** A device on which nothing is measured. */
    static ComputeDevice of(Device device) {
        return new ComputeDevice(device, (positions, precision) -> PositionalLayout.CHANNELS_LAST);
    }

    /** The device of an engine, for training. */
    static ComputeDevice training(EngineContext engine) {
        return of(engine, PositionalTrial.Pass.TRAINED);
    }

    /** The device of an engine, for models that are not trained there. */
    static ComputeDevice encoding(EngineContext engine) {
        return of(engine, PositionalTrial.Pass.ENCODED);
    }

    private static ComputeDevice of(EngineContext engine, PositionalTrial.Pass pass) {
        return new ComputeDevice(engine.device(), new PositionalTrial(engine, pass));
    }

    /** Whether launches of kernels cost more than copies, and a kernel needs many independent parts to fill the device. */
    public boolean isGpu() {
        return device.isGpu();
    }
}
