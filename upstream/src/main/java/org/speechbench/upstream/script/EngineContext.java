package org.speechbench.upstream.script;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The started engine on one device, and the manager that owns what lives as long as it. Work of a step belongs on a
 * sub-manager that is closed with the step.
 */
public final class EngineContext implements AutoCloseable {
    private static final String ENGINE = "PyTorch";

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

    /** Starts the engine on a device, which must be there. */
    public static EngineContext on(Device device) {
        start();
        return new EngineContext(device);
    }

    /** How many GPUs the engine can compute on; starts it. */
    public static int gpus() {
        start();
        return Engine.getEngine(ENGINE).getGpuCount();
    }

    private static void start() {
        // The engine's start would otherwise report to its makers.
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

    /** Threads of one operator. */
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
