package org.speechbench.bench.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Handles Ctrl-C and the TERM signal: long-running work is asked to stop after the current step, and the process ends
 * when it has stopped, or after some time. The run can be resumed in either case; an orderly stop loses less work.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForEnd, "stop");

    private StopSignal() {}

    /** Listens until closed. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether the process was asked to end. */
    @Override
    public boolean getAsBoolean() {
        return asked.get();
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is already ending; the hook returns immediately.
                asked.set(true);
            }
        }
    }

    private void waitForEnd() {
        asked.set(true);
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
