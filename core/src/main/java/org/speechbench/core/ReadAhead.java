package org.speechbench.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Values that other threads prepare while earlier ones are used. They come in order, and a bounded number of them is
 * prepared ahead of its use.
 *
 * @param <T> a value
 */
public final class ReadAhead<T> implements AutoCloseable {
    private final Iterator<Supplier<T>> work;
    private final int ahead;
    private final Consumer<T> unused;
    private final ExecutorService threads;
    private final Deque<Future<T>> ready = new ArrayDeque<>();
    private volatile boolean closed;

    /** As {@link #ReadAhead(String, int, int, Stream, Consumer)}, of values that need not be released. */
    public ReadAhead(String name, int threads, int ahead, Stream<Supplier<T>> work) {
        this(name, threads, ahead, work, value -> {});
    }

    /**
     * Prepares nothing before the first value is asked for.
     *
     * @param name of the threads
     * @param threads of which each prepares one value at a time; with a single one, values are prepared in order
     * @param ahead the most values that are prepared beyond the one that was asked for last; if it is 0, the thread that
     *     asks for a value prepares it
     * @param work prepares each value
     * @param unused releases a value that was prepared but not asked for
     */
    public ReadAhead(String name, int threads, int ahead, Stream<Supplier<T>> work, Consumer<T> unused) {
        this.work = work.iterator();
        this.ahead = ahead;
        this.unused = unused;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next value. Whatever its preparation threw is thrown here.
     *
     * @throws java.util.NoSuchElementException if there is no further value
     * @throws IllegalStateException if the thread is interrupted while it waits
     */
    public T next() {
        if (ahead == 0) {
            return work.next().get();
        }
        while (ready.size() <= ahead && work.hasNext()) {
            Supplier<T> preparation = work.next();
            ready.add(threads.submit(() -> prepared(preparation)));
        }
        try {
            T value = ready.element().get();
            ready.remove();
            return value;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for what another thread prepares", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private T prepared(Supplier<T> preparation) {
        if (closed) {
            throw new CancellationException();
        }
        return preparation.get();
    }

    /** Ends the threads: what has not begun is not prepared, what has begun is waited for and released. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        boolean interrupted = false;
        while (!ready.isEmpty()) {
            try {
                unused.accept(ready.element().get());
                ready.remove();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                // Nobody asked for this value, or its error was thrown to whoever asked.
                ready.remove();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
