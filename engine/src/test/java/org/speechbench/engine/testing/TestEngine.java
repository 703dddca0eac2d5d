package org.speechbench.engine.testing;

import ai.djl.Device;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.speechbench.engine.EngineContext;

/**
 * The engine of a test class, on the device that tests are to run on ({@code mvn verify -Dspeechbench.device=gpu0}; otherwise
 * the CPU). It is closed after the last test of the class, so it is a static field of it, or one of a class whose instance
 * serves all tests:
 *
 * <pre>{@code
 * @RegisterExtension
 * private static final TestEngine STARTED = new TestEngine();
 *
 * private static final EngineContext ENGINE = STARTED.context();
 * }</pre>
 */
public final class TestEngine implements AfterAllCallback {
    private static final String PROPERTY = "speechbench.device";

    private final EngineContext context = start();

    /** Starts another engine, for a test that needs two; whoever asks for it closes it. */
    public static EngineContext start() {
        return EngineContext.on(Device.fromName(System.getProperty(PROPERTY, "cpu")));
    }

    public EngineContext context() {
        return context;
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context.close();
    }
}
