package org.speechbench.engine.testing;

import ai.djl.Device;
import org.speechbench.engine.EngineContext;

/** The engine on the device that tests are to run on: {@code mvn verify -Dspeechbench.device=gpu0}; otherwise the CPU. */
public final class TestEngine {
    private static final String PROPERTY = "speechbench.device";

    private TestEngine() {}

    /** Starts the engine. */
    public static EngineContext start() {
        return EngineContext.on(Device.fromName(System.getProperty(PROPERTY, "cpu")));
    }
}
