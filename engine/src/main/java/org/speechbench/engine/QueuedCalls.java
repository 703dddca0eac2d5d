package org.speechbench.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Times a kernel as a step uses it: calls are queued one after another without waiting, and the value of the last one is
 * read back.
 */
final class QueuedCalls implements KernelChoices.Timer {
    /** In the first calls an engine compiles, plans and allocates. */
    private static final int WARM_UP = 3;

    private static final int CALLS = 10;
    /** The fastest series counts, since whatever disturbs one makes it slower. */
    private static final int SERIES = 3;

    private final NDManager manager;

    /** @param manager of the device; nothing stays in it */
    QueuedCalls(NDManager manager) {
        this.manager = manager;
    }

    @Override
    public double seconds(KernelChoices.Candidate candidate) {
        try (KernelChoices.Prepared kernel = candidate.prepared().get()) {
            series(kernel, WARM_UP);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < SERIES; i++) {
                long began = System.nanoTime();
                series(kernel, CALLS);
                least = Math.min(least, (System.nanoTime() - began) / 1e9 / CALLS);
            }
            return least;
        }
    }

    private void series(KernelChoices.Prepared kernel, int calls) {
        for (int i = 1; i <= calls; i++) {
            try (NDManager results = manager.newSubManager()) {
                NDArray value = kernel.call(results);
                if (i == calls) {
                    value.getFloat();
                }
            }
        }
    }
}
