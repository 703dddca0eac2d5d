package org.speechbench.upstream.pretrain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/** A model on one device, and the sums of its gradients there. */
final class Replica implements AutoCloseable {
    private final EngineContext engine;
    private final Pretrainable model;
    private final Script script;
    private final NDManager manager;
    private final NDArray lossScale;
    private @Nullable ResidentFeatures resident;

    /** @param model closed with this */
    Replica(EngineContext engine, Pretrainable model) {
        this.engine = engine;
        this.model = model;
        this.script =
                Script.load(engine, new ScriptSource(Precision.FP32).add(Fragment.of(Replica.class, "accumulate.py")));
        this.manager = engine.manager().newSubManager();
        this.lossScale = manager.create(1f);
    }

    EngineContext engine() {
        return engine;
    }

    Pretrainable model() {
        return model;
    }

    /** Keeps a corpus on the device; batches then bring the places of their crops only. */
    void reside(FeatureShards features) {
        resident = new ResidentFeatures(engine, features);
    }

    /**
     * Statistics and gradients of some parts of a batch together, computed one after another.
     *
     * @param results of this device; owns what is returned
     * @param lossScale one value, of this device and used by no other thread
     */
    Pretrainable.Gradients gradients(NDManager results, List<PretrainBatch> parts, NDArray lossScale) {
        Pretrainable.Gradients sum = model.gradients(results, here(parts.get(0)), lossScale);
        for (PretrainBatch part : parts.subList(1, parts.size())) {
            try (NDManager scope = results.newSubManager()) {
                sum = sum(results, sum, model.gradients(scope, here(part), lossScale));
            }
        }
        return sum;
    }

    private PretrainBatch here(PretrainBatch part) {
        return part.places().length == 0 ? part : part.at(part.places(), resident);
    }

    /** Both together on this device, whatever device the second are on; the first are closed. */
    Pretrainable.Gradients sum(NDManager results, Pretrainable.Gradients to, Pretrainable.Gradients more) {
        NDList out = script.call(results, "add", Arguments.of().add(all(to)).add(all(more)));
        all(to).forEach(NDArray::close);
        return new Pretrainable.Gradients(out.get(0), out.subList(1, out.size()));
    }

    private static List<NDArray> all(Pretrainable.Gradients gradients) {
        List<NDArray> all = new ArrayList<>(List.of(gradients.statistics()));
        all.addAll(gradients.gradients());
        return all;
    }

    /**
     * Moves the device's generator on, so that replicas with equal seeds drop different values. Nothing on a CPU, whose
     * replicas share one generator.
     *
     * @param times a number for each replica
     */
    void advance(int times) {
        if (engine.device().isGpu()) {
            try (NDManager scope = manager.newSubManager();
                    NDManager host = scope.newSubManager(Device.cpu())) {
                NDArray like = model.parameters().list().get(0);
                script.call(scope, "advance", Arguments.of(like, host.create((long) times)));
            }
        }
    }

    /** A loss scale of another device, on this one and for this one's thread. */
    NDArray lossScale(NDArray other) {
        assign(List.of(lossScale), List.of(other));
        return lossScale;
    }

    /** Takes over the weights of another one. */
    void copy(Replica from) {
        assign(model.parameters().list(), from.model.parameters().list());
    }

    private void assign(List<NDArray> to, List<NDArray> from) {
        try (NDManager scope = manager.newSubManager()) {
            script.call(scope, "assign", Arguments.of().add(to).add(from));
        }
    }

    @Override
    public void close() {
        if (resident != null) {
            resident.close();
        }
        script.close();
        manager.close();
        model.close();
    }
}
