package org.speechbench.engine.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    private static final int OF_A_GPU = 20;

    private final EngineContext context = start();

    /** Starts another engine, for a test that needs two; whoever asks for it closes it. */
    public static EngineContext start() {
        return EngineContext.on(Device.fromName(System.getProperty(PROPERTY, "cpu")));
    }

    /**
     * Ends a test without a result unless it runs on the CPU. Only there do equal computations give equal bits: kernels of
     * GPUs that sum with atomic operations do so in any order, as those of the gradients of convolutions, attention and CTC.
     */
    public static void assumeEqualBits() {
        assumeTrue(!onGpu(), "equal bits are promised on the CPU only");
    }

    /** A tolerance of fp32 results, which is wider on a GPU, whose kernels sum in other orders for other shapes. */
    public static float tolerance(double onCpu) {
        return (float) (onGpu() ? OF_A_GPU * onCpu : onCpu);
    }

    private static boolean onGpu() {
        return Device.fromName(System.getProperty(PROPERTY, "cpu")).isGpu();
    }

    public EngineContext context() {
        return context;
    }

    @Override
    public void afterAll(ExtensionContext test) {
        context.close();
    }
}
