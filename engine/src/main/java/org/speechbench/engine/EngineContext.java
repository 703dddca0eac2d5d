package org.speechbench.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.speechbench.core.UserError;

/**
 * The started engine on one device, and the manager that owns everything with the lifetime of the context. The arrays
 * of a step belong to a sub-manager that is closed with the step.
 */
public final class EngineContext implements AutoCloseable {
    private static final String ENGINE = "PyTorch";
    private static final String TRIAL =
            """
              def product(self, x: Tensor) -> Tensor:
                h = torch.to(x, DTYPE)
                return torch.to(torch.bmm(torch.unsqueeze(torch.linear(h, h), 0), torch.unsqueeze(h, 0)), 6)
            """;

    private final Device device;
    private final NDManager manager;

    private EngineContext(Device device) {
        this.device = device;
        this.manager = NDManager.newBaseManager(device, ENGINE);
    }

    /** Starts the engine on the CPU. */
    public static EngineContext cpu() {
        return on(Device.cpu());
    }

    /** Starts the engine on a device, which must exist, for fp32 and narrower precisions. */
    public static EngineContext on(Device device) {
        return on(device, Precision.FP32);
    }

    /**
     * Starts the engine on a device, which must exist, for a precision. Whether fp32 is computed in full or as TF32 is
     * decided once per process.
     *
     * @throws UserError if this engine does not support the precision on the device
     */
    public static EngineContext on(Device device, Precision precision) {
        if (device.isGpu()) {
            TensorFloat32.choose(precision == Precision.TF32);
        } else if (precision == Precision.TF32) {
            throw new UserError(
                    "Precision tf32 is one of GPUs, but the device is " + device + ".",
                    "Use fp32 or bf16, or a GPU: --device gpu.");
        }
        start();
        EngineContext engine = new EngineContext(device);
        try {
            engine.tryPrecision(precision);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * Tries a small product in a precision, because old engines do not support all precisions on all devices.
     *
     * @throws UserError if the engine refuses it
     */
    private void tryPrecision(Precision precision) {
        if (precision.scalarType() == Precision.FP32.scalarType()) {
            return;
        }
        try (Script script = Script.load(this, new ScriptSource(precision).add(Fragment.text("trial", TRIAL)));
                NDManager m = manager.newSubManager()) {
            script.callOne(m, "product", Arguments.of(m.ones(new Shape(2, 2)))).toFloatArray();
        } catch (EngineException e) {
            throw new UserError(
                    version() + " does not compute in " + precision.id() + " on " + device + ".",
                    "Use another --precision, or a newer engine; see docs/engines.md.",
                    e);
        }
    }

    /** Number of GPUs that the engine can compute on; this starts the engine for a precision. */
    public static int gpus(Precision precision) {
        // This must happen before the engine's libraries are loaded; afterwards it has no effect.
        TensorFloat32.choose(precision == Precision.TF32);
        start();
        return Engine.getEngine(ENGINE).getGpuCount();
    }

    private static void start() {
        // Without this, the start of the engine would be reported to its developers.
        System.setProperty("OPT_OUT_TRACKING", "true");
        // The profiling executor makes the first calls three times slower; the switch needs a started engine.
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        Engine.getEngine(ENGINE);
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(false);
    }

    public Device device() {
        return device;
    }

    /** The long-lived manager. */
    public NDManager manager() {
        return manager;
    }

    /** Name and version, for provenance. */
    public String version() {
        return "PyTorch " + Engine.getEngine(ENGINE).getVersion();
    }

    /** Number of threads of one operator. */
    public int threads() {
        return JniUtils.getNumThreads();
    }

    /** Seeds the generator that dropout inside scripts draws from. */
    public void seed(long seed) {
        JniUtils.setSeed(seed);
    }

    @Override
    public void close() {
        manager.close();
    }
}
