package org.speechbench.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.speechbench.core.UserError;

/**
 * The started engine on one device, and the manager that owns everything with the lifetime of the context. The arrays
 * of a step belong to a sub-manager that is closed with the step.
 */
public final class EngineContext implements AutoCloseable {
    private static final String ENGINE = "PyTorch";

    private final Device device;
    private final NDManager manager;
    private final Map<String, Script> scripts;
    private final KernelChoices choices;

    private EngineContext(Device device) {
        this.device = device;
        this.manager = NDManager.newBaseManager(device, ENGINE);
        this.scripts = new ConcurrentHashMap<>();
        this.choices = device.isGpu() ? KernelChoices.measured(new QueuedCalls(manager)) : KernelChoices.usual();
    }

    private EngineContext(EngineContext other, KernelChoices choices) {
        this.device = other.device;
        this.manager = other.manager;
        this.scripts = other.scripts;
        this.choices = choices;
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
     * @throws UserError if the device does not have the precision, this engine does not support it there, or the engine does
     *     not start
     */
    public static EngineContext on(Device device, Precision precision) {
        if (device.isGpu()) {
            TensorFloat32.choose(precision == Precision.TF32);
            PrecisionTrial.requireNative(
                    precision, "gpu:" + device.getDeviceId(), CudaUtils.getComputeCapability(device.getDeviceId()));
        } else if (precision == Precision.TF32) {
            throw new UserError(
                    "Precision tf32 is one of GPUs, but the device is " + device + ".",
                    "Use fp32 or bf16, or a GPU: --device gpu.");
        }
        start();
        EngineContext engine = new EngineContext(device);
        try {
            PrecisionTrial.require(engine, precision);
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
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
        PyTorchStart.prepare(System.getenv());
        Engine engine = PyTorchStart.of(() -> Engine.getEngine(ENGINE));
        CudnnPlans.limit(engine.getVersion());
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

    /** The script of a source, which is loaded at its first use and closed with this context. */
    public Script script(ScriptSource source) {
        return scripts.computeIfAbsent(source.build(), text -> Script.load(this, source));
    }

    /** Which kernels are used where a measurement decides. */
    public KernelChoices choices() {
        return choices;
    }

    /** The same engine with other choices. It is this one in all else: closing either closes both. */
    public EngineContext choosing(KernelChoices others) {
        return new EngineContext(this, others);
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

    /** Closes this, and hands the memory that the allocator keeps for the next arrays back to a GPU, for other processes. */
    public void release() {
        close();
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
        }
    }

    @Override
    public void close() {
        scripts.values().forEach(Script::close);
        scripts.clear();
        manager.close();
    }
}
