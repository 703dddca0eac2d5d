package org.speechbench.upstream.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.speechbench.engine.EngineContext;

/**
 * The same model on one or more devices. The main one is updated; the others copy its parameters.
 *
 * @param <B> what a step sees
 */
public final class Replicas<B> implements AutoCloseable {
    private final List<Replica<B>> all = new ArrayList<>();

    /**
     * Opens the models on one or more devices.
     *
     * @param engines the main one first
     * @param goal opens the model on a device; all with the same parameters
     */
    public Replicas(List<EngineContext> engines, Function<EngineContext, ? extends TrainingGoal<B>> goal) {
        try {
            engines.forEach(engine -> all.add(new Replica<>(engine, goal.apply(engine))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Replica<B> main() {
        return all.get(0);
    }

    Replica<B> get(int device) {
        return all.get(device);
    }

    int count() {
        return all.size();
    }

    /** Copies the main one's parameters to the others. */
    void share() {
        if (all.size() > 1) {
            main().copyTo(all.subList(1, all.size()));
        }
    }

    @Override
    public void close() {
        all.forEach(Replica::close);
    }
}
