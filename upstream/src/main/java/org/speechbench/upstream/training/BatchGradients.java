package org.speechbench.upstream.training;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.OutOfMemory;

/**
 * The gradients of a whole batch: its items are divided among the devices, and each device processes its share in as
 * many passes as its memory requires. The results of the passes are summed on the devices; nothing is read back.
 *
 * @param <B> what a step sees
 */
final class BatchGradients<B extends TrainingBatch<B>> implements AutoCloseable {
    private final Replicas<B> replicas;
    private final MicroBatches limits;
    private final Progress progress;
    /** One for each replica, always the same, since engines keep plans of their kernels by thread. */
    private final List<ExecutorService> threads;

    private double passSeconds;

    /**
     * Gradients on one or more devices.
     *
     * @param replicas stay open when this is closed
     */
    BatchGradients(Replicas<B> replicas, MicroBatches limits, Progress progress) {
        this.replicas = replicas;
        this.limits = limits;
        this.progress = progress;
        this.passSeconds = limits.seconds() > 0 ? limits.seconds() : Double.POSITIVE_INFINITY;
        this.threads = IntStream.range(0, replicas.count())
                .mapToObj(number -> Executors.newSingleThreadExecutor(r -> {
                    Thread thread = new Thread(r, "replica " + number);
                    thread.setDaemon(true);
                    return thread;
                }))
                .toList();
    }

    /**
     * The results of one device.
     *
     * @param joined the values of the step as one array
     */
    private record Pass(TrainingGoal.Step step, NDArray joined) {}

    /** The model whose parameters are updated. */
    Replica<B> main() {
        return replicas.main();
    }

    /** The most audio of one pass, in seconds; infinite if a pass takes all of a device's share. */
    double passSeconds() {
        return passSeconds;
    }

    /**
     * Statistics and gradients, as {@link TrainingGoal#gradients} gives them.
     *
     * @param results of the main device
     * @param seed of dropout
     * @throws UserError if the device's memory is too small, even for one item or where passes may not be halved
     */
    TrainingGoal.Step of(NDManager results, B batch, NDArray lossScale, long seed) {
        while (true) {
            try (NDManager scope = main().engine().manager().newSubManager()) {
                main().engine().seed(seed);
                TrainingGoal.Step gradients = attempt(scope, batch, lossScale);
                gradients.statistics().attach(results);
                gradients.gradients().forEach(g -> g.attach(results));
                return gradients;
            } catch (EngineException e) {
                int items = itemsOfLargestPass(batch);
                if (!OutOfMemory.is(e) && (items == 1 || !OutOfMemory.isLikely(e))) {
                    throw e;
                }
                halve(batch, items, e);
            }
        }
    }

    private TrainingGoal.Step attempt(NDManager scope, B batch, NDArray lossScale) {
        List<List<B>> shares = shares(batch);
        return shares.size() == 1
                ? main().gradients(scope, shares.get(0), lossScale)
                : together(scope, shares, lossScale);
    }

    /** The parts of each device; devices without a part are left out. */
    private List<List<B>> shares(B batch) {
        int pass = items(batch, batch.size());
        List<List<B>> shares = new ArrayList<>();
        int devices = Math.min(replicas.count(), batch.size());
        for (int d = 0; d < devices; d++) {
            int first = d * batch.size() / devices;
            int end = (d + 1) * batch.size() / devices;
            List<B> parts = new ArrayList<>();
            for (int from = first; from < end; from += pass) {
                parts.add(batch.part(from, Math.min(end, from + pass)));
            }
            shares.add(parts);
        }
        return shares;
    }

    /** Number of items of one pass. */
    private int items(B batch, int most) {
        return (int) Math.max(1, Math.min(most, Math.floor(passSeconds / batch.itemSeconds() + 1e-9)));
    }

    private TrainingGoal.Step together(NDManager scope, List<List<B>> shares, NDArray lossScale) {
        // This is done before any thread starts: two threads may not pass the same array at once.
        List<NDArray> scales = new ArrayList<>(List.of(lossScale));
        for (int d = 1; d < shares.size(); d++) {
            scales.add(replicas.get(d).lossScale(lossScale));
        }
        List<NDManager> scopes = new ArrayList<>();
        try {
            List<Future<Pass>> running = new ArrayList<>();
            for (int d = 0; d < shares.size(); d++) {
                Replica<B> replica = replicas.get(d);
                List<B> parts = shares.get(d);
                NDManager own = replica.engine().manager().newSubManager();
                scopes.add(own);
                int number = d;
                running.add(threads.get(d).submit(() -> {
                    replica.advance(number);
                    TrainingGoal.Step step = replica.gradients(own, parts, scales.get(number));
                    return new Pass(step, replica.joined(own, step));
                }));
            }
            List<Pass> done = await(running);
            return main().sum(
                            scope,
                            done.stream().map(Pass::joined).toList(),
                            done.get(0).step());
        } finally {
            scopes.forEach(NDManager::close);
        }
    }

    /** Waits for all passes, whether or not one fails. */
    private static List<Pass> await(List<Future<Pass>> running) {
        List<Pass> done = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        boolean interrupted = false;
        for (int i = 0; i < running.size(); ) {
            try {
                done.add(running.get(i).get());
                i++;
            } catch (ExecutionException e) {
                failed.add(e.getCause());
                i++;
            } catch (InterruptedException e) {
                // The arrays of passes must not be released while they compute.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed.isEmpty()) {
            return done;
        }
        // A lack of memory is the failure that can be remedied.
        Throwable first = failed.stream()
                .filter(e -> !OutOfMemory.isLikely(e))
                .findFirst()
                .orElse(failed.get(0));
        if (first instanceof RuntimeException cause) {
            throw cause;
        }
        throw new IllegalStateException("a device failed", first);
    }

    private int itemsOfLargestPass(B batch) {
        int devices = Math.min(replicas.count(), batch.size());
        return items(batch, (batch.size() + devices - 1) / devices);
    }

    private void halve(B batch, int items, EngineException e) {
        String what = String.format(
                Locale.ROOT,
                "Step %d does not fit into the memory of %s: a pass over %s: %s",
                batch.step() + 1,
                main().engine().device(),
                batch.text(items),
                OutOfMemory.reason(e));
        if (items == 1) {
            throw new UserError(what, "Use a narrower precision or a smaller model, or " + batch.smaller() + ".", e);
        }
        if (limits.outOfMemory() == MicroBatches.OnOutOfMemory.STOP) {
            throw new UserError(
                    what,
                    "Set out_of_memory: halve, lower micro_batch_seconds (the update stays that of the whole batch), or "
                            + batch.smaller() + ".",
                    e);
        }
        int half = (items + 1) / 2;
        passSeconds = half * batch.itemSeconds();
        progress.note(String.format(
                Locale.ROOT,
                "%s. From now on a pass has at most %.1f s (micro_batch_seconds); gradients are summed.",
                what,
                passSeconds));
    }

    /** Copies the updated parameters to the other devices. */
    void share() {
        replicas.share();
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
    }
}
