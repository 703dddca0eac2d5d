package org.speechbench.upstream.pretrain;

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
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.OutOfMemory;

/**
 * The gradients of a whole batch: its crops are shared out among the devices, and each device takes its share in as many
 * passes as its memory needs. What a pass leaves is summed on the devices; nothing is read back.
 */
final class BatchGradients implements AutoCloseable {
    private final Replicas replicas;
    private final MicroBatches limits;
    private final String name;
    private final Progress progress;
    private final ExecutorService threads;
    private double passSeconds;

    /**
     * Gradients on some devices.
     *
     * @param replicas stay open when this is closed
     * @param name of the model, for people
     */
    BatchGradients(Replicas replicas, MicroBatches limits, String name, Progress progress) {
        this.replicas = replicas;
        this.limits = limits;
        this.name = name;
        this.progress = progress;
        this.passSeconds = limits.seconds() > 0 ? limits.seconds() : Double.POSITIVE_INFINITY;
        this.threads = Executors.newFixedThreadPool(replicas.count(), r -> {
            Thread thread = new Thread(r, "replica");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The model whose parameters are updated. */
    Replica main() {
        return replicas.main();
    }

    /** Audio that one pass has at most; infinite where it has all of a device's share. */
    double passSeconds() {
        return passSeconds;
    }

    /**
     * Statistics and gradients, as {@link Pretrainable#gradients(NDManager, PretrainBatch, NDArray)} gives them.
     *
     * @param results of the main device
     * @param seed of dropout
     * @throws UserError if the device's memory is too small, even for one crop or where passes may not be halved
     */
    Pretrainable.Gradients of(NDManager results, PretrainBatch batch, NDArray lossScale, long seed) {
        while (true) {
            try (NDManager scope = main().engine().manager().newSubManager()) {
                main().engine().seed(seed);
                Pretrainable.Gradients gradients = attempt(scope, batch, lossScale);
                gradients.statistics().attach(results);
                gradients.gradients().forEach(g -> g.attach(results));
                return gradients;
            } catch (EngineException e) {
                if (!OutOfMemory.is(e)) {
                    throw e;
                }
                halve(batch, e);
            }
        }
    }

    private Pretrainable.Gradients attempt(NDManager scope, PretrainBatch batch, NDArray lossScale) {
        List<List<PretrainBatch>> shares = shares(batch);
        return shares.size() == 1
                ? main().gradients(scope, shares.get(0), lossScale)
                : together(scope, shares, lossScale);
    }

    /** The parts of each device; devices without any are left out. */
    private List<List<PretrainBatch>> shares(PretrainBatch batch) {
        int pass = crops(batch, batch.size());
        List<List<PretrainBatch>> shares = new ArrayList<>();
        int devices = Math.min(replicas.count(), batch.size());
        for (int d = 0; d < devices; d++) {
            int first = d * batch.size() / devices;
            int end = (d + 1) * batch.size() / devices;
            List<PretrainBatch> parts = new ArrayList<>();
            for (int from = first; from < end; from += pass) {
                parts.add(batch.part(from, Math.min(end, from + pass)));
            }
            shares.add(parts);
        }
        return shares;
    }

    /** Crops of one pass. */
    private int crops(PretrainBatch batch, int most) {
        return (int) Math.max(1, Math.min(most, Math.floor(passSeconds / batch.cropSeconds() + 1e-9)));
    }

    private Pretrainable.Gradients together(NDManager scope, List<List<PretrainBatch>> shares, NDArray lossScale) {
        // Before any thread begins: two may not pass the same array at once.
        List<NDArray> scales = new ArrayList<>(List.of(lossScale));
        for (int d = 1; d < shares.size(); d++) {
            scales.add(replicas.get(d).lossScale(lossScale));
        }
        List<NDManager> scopes = new ArrayList<>();
        try {
            List<Future<Pretrainable.Gradients>> running = new ArrayList<>();
            for (int d = 0; d < shares.size(); d++) {
                Replica replica = replicas.get(d);
                List<PretrainBatch> parts = shares.get(d);
                NDManager own = replica.engine().manager().newSubManager();
                scopes.add(own);
                int number = d;
                running.add(threads.submit(() -> {
                    replica.advance(number);
                    return replica.gradients(own, parts, scales.get(number));
                }));
            }
            List<Pretrainable.Gradients> done = await(running);
            Pretrainable.Gradients sum = done.get(0);
            for (Pretrainable.Gradients more : done.subList(1, done.size())) {
                sum = main().sum(scope, sum, more);
            }
            return sum;
        } finally {
            scopes.forEach(NDManager::close);
        }
    }

    /** Waits for all of them, whether or not one fails. */
    private static List<Pretrainable.Gradients> await(List<Future<Pretrainable.Gradients>> running) {
        List<Pretrainable.Gradients> done = new ArrayList<>();
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
                // Their arrays must not be taken away while they compute.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failed.isEmpty()) {
            return done;
        }
        // Being short of memory is what can be helped.
        Throwable first =
                failed.stream().filter(e -> !OutOfMemory.is(e)).findFirst().orElse(failed.get(0));
        if (first instanceof RuntimeException cause) {
            throw cause;
        }
        throw new IllegalStateException("a device failed", first);
    }

    private void halve(PretrainBatch batch, EngineException e) {
        int devices = Math.min(replicas.count(), batch.size());
        int share = (batch.size() + devices - 1) / devices;
        int crops = crops(batch, share);
        String what = String.format(
                Locale.ROOT,
                "Step %d of %s does not fit into the memory of %s: a pass over %s of %.1f s: %s",
                batch.step() + 1,
                name,
                main().engine().device(),
                crops == 1 ? "1 crop" : crops + " crops",
                batch.cropSeconds(),
                OutOfMemory.reason(e));
        if (crops == 1) {
            throw new UserError(what, "Lower crop_seconds, or use a narrower precision or a smaller model.", e);
        }
        if (!limits.halve()) {
            throw new UserError(
                    what,
                    "Set out_of_memory: halve, or lower micro_batch_seconds (the update stays that of the whole batch)"
                            + " or crop_seconds.",
                    e);
        }
        int half = (crops + 1) / 2;
        passSeconds = half * batch.cropSeconds();
        progress.note(String.format(
                Locale.ROOT,
                "%s. From now on a pass has at most %.1f s (micro_batch_seconds); gradients are summed.",
                what,
                passSeconds));
    }

    /** Gives the updated parameters to the other devices. */
    void share() {
        replicas.share();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
