package org.speechbench.upstream.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Prepares batches in a separate thread, a few ahead of the training.
 *
 * @param <B> a batch
 */
final class BatchLoader<B> implements AutoCloseable {
    private static final int AHEAD = 3;

    private final LongFunction<B> source;
    private final long end;
    private final Deque<Future<B>> ahead = new ArrayDeque<>();
    private final ExecutorService thread;
    private long next;

    /** Loads the batches of the steps from the first one up to, but not including, the end. */
    BatchLoader(LongFunction<B> source, long first, long end) {
        this.source = source;
        this.next = first;
        this.end = end;
        this.thread = Executors.newSingleThreadExecutor(r -> {
            Thread t = new Thread(r, "batches");
            t.setDaemon(true);
            return t;
        });
    }

    /** Returns the next batch; an error while it was prepared is thrown here. */
    B next() {
        while (ahead.size() < AHEAD && next < end) {
            long step = next++;
            ahead.add(thread.submit(() -> source.apply(step)));
        }
        try {
            return ahead.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a batch could not be made", e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
