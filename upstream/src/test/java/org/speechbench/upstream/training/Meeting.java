package org.speechbench.upstream.training;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A place that is left only when so many threads are there at once. */
final class Meeting {
    private static final long LONGEST_SECONDS = 60;
    private final CyclicBarrier barrier;
    private volatile boolean met;

    Meeting(int threads) {
        barrier = new CyclicBarrier(threads, () -> met = true);
    }

    void arrive(int size) {
        try {
            barrier.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the other one did not come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean met() {
        return met;
    }
}
