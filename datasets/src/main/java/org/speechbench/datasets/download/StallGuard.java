package org.speechbench.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a stream that delivers nothing for some time; reads from a lost connection might otherwise block for ever. */
final class StallGuard implements AutoCloseable {
    private static final int LOOKS = 4;

    private final InputStream in;
    private final long limit;
    private final ScheduledExecutorService clock;
    private final ScheduledFuture<?> watch;
    private volatile long lastReceived = System.nanoTime();
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration limit) {
        this.in = in;
        this.limit = limit.toNanos();
        clock = Executors.newSingleThreadScheduledExecutor(StallGuard::daemon);
        watch = clock.scheduleWithFixedDelay(this::look, this.limit / LOOKS, this.limit / LOOKS, TimeUnit.NANOSECONDS);
    }

    /** Notes that bytes were received. */
    void received() {
        lastReceived = System.nanoTime();
    }

    boolean stalled() {
        return stalled;
    }

    private void look() {
        if (System.nanoTime() - lastReceived > limit) {
            stalled = true;
            try {
                in.close();
            } catch (IOException e) {
                // The stream is abandoned anyway.
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "download-stall");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        watch.cancel(false);
        clock.shutdown();
    }
}
