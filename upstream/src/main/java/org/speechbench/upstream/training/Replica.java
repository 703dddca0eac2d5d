package org.speechbench.upstream.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * A model on one device, and the sums of its gradients there.
 *
 * @param <B> what a step sees
 */
final class Replica<B> implements AutoCloseable {
    private final EngineContext engine;
    private final TrainingGoal<B> goal;
    private final Script script;
    private final NDManager manager;
    private final NDArray lossScale;

    /** @param goal closed with this */
    Replica(EngineContext engine, TrainingGoal<B> goal) {
        this.engine = engine;
        this.goal = goal;
        this.script = Script.load(
                engine,
                new ScriptSource(Precision.FP32).add(Fragment.JOINED, Fragment.of(Replica.class, "accumulate.py")));
        this.manager = engine.manager().newSubManager();
        this.lossScale = manager.create(1f);
    }

    EngineContext engine() {
        return engine;
    }

    TrainingGoal<B> goal() {
        return goal;
    }

    /**
     * Statistics and gradients of several parts of a batch together, computed one after another.
     *
     * @param results of this device; owns what is returned
     * @param lossScale one value, of this device and used by no other thread
     */
    TrainingGoal.Step gradients(NDManager results, List<B> parts, NDArray lossScale) {
        TrainingGoal.Step sum = goal.gradients(results, parts.get(0), lossScale);
        for (int i = 1; i < parts.size(); i++) {
            try (NDManager scope = results.newSubManager()) {
                TrainingGoal.Step more = goal.gradients(scope, parts.get(i), lossScale);
                // The engine may return one array for several parameters, so that only a sum of our own is added to in
                // place.
                if (i == 1) {
                    sum = sum(results, sum, more);
                } else {
                    script.call(
                            scope, "add_in_place", Arguments.of().add(all(sum)).add(all(more)));
                }
            }
        }
        return sum;
    }

    /**
     * The same as one array, which is copied to another device at once.
     *
     * @param results of this device; owns what is returned
     */
    NDArray joined(NDManager results, TrainingGoal.Step step) {
        return joined(results, all(step));
    }

    private NDArray joined(NDManager results, List<NDArray> arrays) {
        return script.callOne(results, "joined", Arguments.of().add(arrays));
    }

    /**
     * The sum over several devices, on this one.
     *
     * @param joined of each device, that of this one first; it is overwritten
     * @param like whose shapes the sum has
     */
    TrainingGoal.Step sum(NDManager results, List<NDArray> joined, TrainingGoal.Step like) {
        NDList out =
                script.call(results, "add_joined", Arguments.of().add(joined).add(all(like)));
        return new TrainingGoal.Step(out.get(0), out.subList(1, out.size()));
    }

    /** The sum of both; the first is closed. */
    private TrainingGoal.Step sum(NDManager results, TrainingGoal.Step to, TrainingGoal.Step more) {
        NDList out = script.call(results, "add", Arguments.of().add(all(to)).add(all(more)));
        all(to).forEach(NDArray::close);
        return new TrainingGoal.Step(out.get(0), out.subList(1, out.size()));
    }

    private static List<NDArray> all(TrainingGoal.Step step) {
        List<NDArray> all = new ArrayList<>(List.of(step.statistics()));
        all.addAll(step.gradients());
        return all;
    }

    /**
     * Advances the device's generator, so that replicas with equal seeds drop different values. It does nothing on a
     * CPU, whose replicas share one generator.
     *
     * @param times a different number for each replica
     */
    void advance(int times) {
        if (engine.device().isGpu()) {
            try (NDManager scope = manager.newSubManager();
                    NDManager host = scope.newSubManager(Device.cpu())) {
                NDArray like = goal.parameters().list().get(0);
                script.call(scope, "advance", Arguments.of(like, host.create((long) times)));
            }
        }
    }

    /** Copies the loss scale of another device to this one, for this replica's thread. */
    NDArray lossScale(NDArray other) {
        try (NDManager scope = manager.newSubManager()) {
            script.call(scope, "assign", Arguments.of(lossScale, other));
        }
        return lossScale;
    }

    /** Copies this one's weights to others. */
    void copyTo(List<Replica<B>> others) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray weights = joined(scope, goal.parameters().list());
            others.forEach(other -> other.assign(weights));
        }
    }

    private void assign(NDArray weights) {
        try (NDManager scope = manager.newSubManager()) {
            script.call(
                    scope,
                    "assign_joined",
                    Arguments.of().add(goal.parameters().list()).add(weights));
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
        goal.close();
    }
}
