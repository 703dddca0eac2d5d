package org.speechbench.upstream.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.KernelChoices;
import org.speechbench.engine.KernelChoices.Candidate;

/**
 * A double of a timer: on an engine with it, layouts are chosen as on a GPU. Every candidate is computed once, and its time is
 * what a test says.
 */
public final class LayoutTimer implements KernelChoices.Timer {
    private final EngineContext engine;
    private final PositionalLayout fastest;
    private final List<String> timed = new ArrayList<>();
    private final List<PositionalLayout> missing = new ArrayList<>();

    public LayoutTimer(EngineContext engine, PositionalLayout fastest) {
        this.engine = engine;
        this.fastest = fastest;
    }

    /** An engine on which a layout is the fastest. */
    public static EngineContext engine(EngineContext engine, PositionalLayout fastest) {
        return new LayoutTimer(engine, fastest).engine();
    }

    public EngineContext engine() {
        return engine.choosing(KernelChoices.measured(this));
    }

    /** Lets the engine have no kernel for a layout. */
    LayoutTimer without(PositionalLayout layout) {
        missing.add(layout);
        return this;
    }

    /** Layouts that were timed, in order. */
    List<String> timed() {
        return timed;
    }

    @Override
    public double seconds(Candidate candidate) {
        timed.add(candidate.name());
        if (missing.stream().anyMatch(layout -> layout.id().equals(candidate.name()))) {
            throw new EngineException("unable to find an engine to execute this computation");
        }
        try (KernelChoices.Prepared kernel = candidate.prepared().get();
                NDManager results = engine.manager().newSubManager()) {
            if (!Float.isFinite(kernel.call(results).getFloat())) {
                throw new AssertionError(candidate.name() + " is not finite");
            }
        }
        return candidate.name().equals(fastest.id()) ? 1 : 2;
    }
}
