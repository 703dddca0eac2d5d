package org.speechbench.upstream.pretrain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.device.DeviceMemory;

/** The log-mel values of a corpus on a device, in fp16 as they are on disk. */
public final class ResidentFeatures implements AutoCloseable {
    private final NDManager manager;
    private final Script script;
    private final List<NDArray> shards;

    /** Copies the values to the engine's device. */
    ResidentFeatures(EngineContext engine, FeatureShards features) {
        this.manager = engine.manager().newSubManager();
        this.script = Script.load(
                engine, new ScriptSource(Precision.FP32).add(Fragment.of(ResidentFeatures.class, "resident.py")));
        int width = features.kind().width();
        this.shards = features.shards().stream()
                .map(bytes ->
                        manager.create(bytes, new Shape(bytes.remaining() / (2L * width), width), DataType.FLOAT16))
                .toList();
    }

    /** Whether the values are to be kept on the device and there is room for them. */
    static boolean wanted(FeaturePlacement wish, EngineContext engine, FeatureShards features) {
        if (features.kind() != Pretrainable.InputKind.FBANK80 || wish == FeaturePlacement.NEVER) {
            return false;
        }
        long bytes = features.shards().stream().mapToLong(b -> b.remaining()).sum();
        return wish == FeaturePlacement.ALWAYS
                || DeviceMemory.of(engine.device()).hasRoom(bytes);
    }

    /** The input of crops, fp32, shape (B, F, 80), on the device. */
    NDArray crops(NDManager results, PretrainBatch.Crops crops) {
        try (NDManager host = results.newSubManager(Device.cpu())) {
            Arguments arguments = Arguments.of(
                            host.create(crops.places(), new Shape(crops.size(), 2)), host.create((long) crops.units()))
                    .add(shards);
            return script.callOne(results, "crops", arguments);
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
