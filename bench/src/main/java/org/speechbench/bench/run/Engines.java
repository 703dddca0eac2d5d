package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.device.Devices;

/** The started engine on every device of a run. */
final class Engines implements AutoCloseable {
    private final List<EngineContext> all = new ArrayList<>();

    /** @throws org.speechbench.core.UserError if a device does not support the precision */
    Engines(Devices devices, Precision precision) {
        try {
            devices.all().forEach(device -> all.add(EngineContext.on(device, precision)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The engine on the device that is used for everything except pre-training. */
    EngineContext main() {
        return all.get(0);
    }

    /** All engines, the main one first. */
    List<EngineContext> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        all.forEach(EngineContext::close);
    }
}
