package org.speechbench.upstream.pretrain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.feature.InputNormalization;

/** The same model on one or more devices. The main one is updated; the others take over its parameters. */
final class Replicas implements AutoCloseable {
    private final List<Replica> all = new ArrayList<>();

    /**
     * Models on some devices.
     *
     * @param engines the main one first
     * @param model opens the model on a device; all with the same parameters
     */
    Replicas(List<EngineContext> engines, Function<EngineContext, Pretrainable> model) {
        try {
            engines.forEach(engine -> all.add(new Replica(engine, model.apply(engine))));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Replica main() {
        return all.get(0);
    }

    Replica get(int device) {
        return all.get(device);
    }

    int count() {
        return all.size();
    }

    /** See {@link Pretrainable#normalize}. */
    void normalize(InputNormalization normalization) {
        all.forEach(replica -> replica.model().normalize(normalization));
    }

    /** Keeps a corpus on every device where it is wanted on all of them and has room; returns whether it is there. */
    boolean reside(Residency wish, FeatureShards features) {
        boolean fits = all.stream().allMatch(r -> ResidentFeatures.wanted(wish, r.engine(), features));
        if (fits) {
            all.forEach(replica -> replica.reside(features));
        }
        return fits;
    }

    /** Gives the main one's parameters to the others. */
    void share() {
        all.subList(1, all.size()).forEach(replica -> replica.copy(main()));
    }

    @Override
    public void close() {
        all.forEach(Replica::close);
    }
}
