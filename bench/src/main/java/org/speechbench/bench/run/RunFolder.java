package org.speechbench.bench.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.bench.config.TaskEntry;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

/** The folder of a run, opened for writing by one process. */
final class RunFolder implements AutoCloseable {
    private final RunDirectory files;
    private final ResultStore results;
    private final LayerWeights layers;
    private final ProcessLock lock;

    private RunFolder(RunDirectory files, ProcessLock lock) {
        this.files = files;
        this.lock = lock;
        this.results = new ResultStore(files.results());
        this.layers = new LayerWeights(files.layers());
    }

    /**
     * Opens the folder of a run and stores the configuration in it.
     *
     * @param resume whether it may contain a run, whose configuration must then agree in everything that was already
     *     computed
     * @throws UserError if it contains a run although it must not, or a run with another configuration, or if another
     *     process is running in it
     */
    static RunFolder open(Path root, ResolvedConfig config, boolean resume) {
        check(root, config, resume);
        RunDirectory files = new RunDirectory(root);
        files.create();
        ProcessLock lock = ProcessLock.take(files.lock())
                .orElseThrow(() -> new UserError(
                        "Another process is running in " + root + ".", "Wait for its end, or stop it; then --resume."));
        AtomicFiles.removeLeftovers(root, Duration.ZERO);
        AtomicFiles.write(files.config(), config.yaml());
        return new RunFolder(files, lock);
    }

    /**
     * @throws UserError if the folder cannot be created or written to, as far as this can be determined without trying
     */
    static void checkWritable(Path root) {
        Path there = root.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new UserError(
                    root + ": cannot be written, since " + there + " is "
                            + (Files.isDirectory(there) ? "not writable." : "no folder."),
                    "Give a folder that can be written to with --out.");
        }
    }

    /** The errors of {@link #open} that are known before anything is written. */
    static void check(Path root, ResolvedConfig config, boolean resume) {
        RunDirectory files = new RunDirectory(root);
        if (Files.exists(files.config())) {
            if (!resume) {
                throw new UserError(
                        root + " already holds a run.", "Add --resume to go on with it, or use another --out.");
            }
            List<ResultRow> rows = new ResultStore(files.results()).rows();
            checkSame(root, stored(files), config.config(), rows);
            PlannedClaims.requireSame(files, config.config().probing().claims(), rows);
        }
    }

    RunDirectory files() {
        return files;
    }

    ResultStore results() {
        return results;
    }

    LayerWeights layers() {
        return layers;
    }

    /** Drops rows and layer weights that are not to be kept, atomically; lines that do not parse stay. */
    void keep(Predicate<ResultRow> rows, Predicate<LayerWeight> weights) {
        results.keep(rows);
        layers.keep(weights);
    }

    private static ExperimentConfig stored(RunDirectory files) {
        return new ConfigReader().read(List.of(files.config()), List.of()).config();
    }

    /**
     * Entries may be added to an experiment, and also seeds of pre-trainings and of heads, and a task that has no
     * results yet may change; otherwise the meaning of a label must not change once it has results.
     */
    private static void checkSame(Path root, ExperimentConfig before, ExperimentConfig now, List<ResultRow> rows) {
        List<String> other = new ArrayList<>();
        note(other, "seed", before.seed() == now.seed());
        note(other, "precision", before.precision().equals(now.precision()));
        note(other, "data", before.recordings().data().equals(now.recordings().data()));
        note(other, "limit", before.recordings().limit() == now.recordings().limit());
        changed(before.pretrain(), now.pretrain(), PretrainEntry::sameButSeeds)
                .forEach(label -> other.add("pretrain." + label));
        changed(before.finetune(), now.finetune(), Objects::equals).forEach(label -> other.add("finetune." + label));
        changed(before.upstreams(), now.upstreams(), Objects::equals).forEach(label -> other.add("upstreams." + label));
        changed(before.tasks(), now.tasks(), TaskEntry::sameButSeeds)
                .filter(label -> rows.stream().anyMatch(row -> row.task().equals(label)))
                .forEach(label -> other.add("tasks." + label));
        if (!other.isEmpty()) {
            throw new UserError(
                    root + " holds a run of another configuration (see its config.yaml): " + String.join(", ", other)
                            + " differ.",
                    "Use another --out, or the same file and options as before.");
        }
    }

    private static void note(List<String> other, String name, boolean same) {
        if (!same) {
            other.add(name);
        }
    }

    private static <V> Stream<String> changed(Map<String, V> before, Map<String, V> now, BiPredicate<V, V> same) {
        return now.entrySet().stream()
                .filter(entry -> {
                    V earlier = before.get(entry.getKey());
                    return earlier != null && !same.test(earlier, entry.getValue());
                })
                .map(Map.Entry::getKey);
    }

    @Override
    public void close() {
        lock.close();
    }
}
