package org.speechbench.datasets.corpus;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.speechbench.core.ReadAhead;

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
        try (ReadAhead<R> ahead = new ReadAhead<>(
                "decode", threads, items.size(), items.stream().map(item -> () -> function.apply(item)))) {
            items.forEach(item -> results.accept(ahead.next()));
        }
    }
}
