package org.speechbench.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Work on many items by as many threads as there are cores. */
final class ParallelWork {
    private ParallelWork() {}

    /**
     * Applies a function to each item, in any order, and passes the results on in the order of the items, in the thread of
     * the caller.
     *
     * @throws RuntimeException the first that the function throws; what has not begun by then is not done
     */
    static <T, R> void each(List<T> items, Function<T, R> function, Consumer<R> results) {
        int threads = Math.max(1, Math.min(items.size(), Runtime.getRuntime().availableProcessors()));
        ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "decode");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<R>> pending = new ArrayList<>(items.size());
            items.forEach(item -> pending.add(workers.submit(() -> function.apply(item))));
            for (Future<R> result : pending) {
                results.accept(result.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while recordings were decoded", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
