package org.speechbench.cli.doctor;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.EngineContext;

/** An engine that is started at most once; a failure to start is a result, not an error. */
public final class EngineStart implements AutoCloseable {
    private final Supplier<EngineContext> start;
    private @Nullable EngineContext context;
    private @Nullable Throwable failure;

    /** @param start starts the engine; called when the engine is first requested */
    public EngineStart(Supplier<EngineContext> start) {
        this.start = start;
    }

    /** The started engine; empty if it does not start. */
    Optional<EngineContext> context() {
        if (context == null && failure == null) {
            try {
                context = start.get();
            } catch (RuntimeException | LinkageError e) {
                failure = e;
            }
        }
        return Optional.ofNullable(context);
    }

    /** Why it does not start: the failure and its first cause, which names a library, a version or a folder. */
    String failure() {
        Throwable outer = failure;
        if (outer == null) {
            return "";
        }
        Throwable first = outer;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return Doctor.text(outer)
                + (first == outer ? "" : " (" + first.getClass().getSimpleName() + ": " + Doctor.text(first) + ")");
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
