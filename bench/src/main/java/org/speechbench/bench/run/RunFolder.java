package org.speechbench.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.ResolvedConfig;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;
import org.speechbench.core.result.LayerWeight;
import org.speechbench.core.result.LayerWeights;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.ResultStore;
import org.speechbench.core.result.RunDirectory;

/** The folder of a run, opened for writing. */
final class RunFolder {
    private final RunDirectory files;
    private final ResultStore results;
    private final LayerWeights layers;

    private RunFolder(RunDirectory files) {
        this.files = files;
        this.results = new ResultStore(files.results());
        this.layers = new LayerWeights(files.layers());
    }

    /**
     * Opens a folder and stores the configuration in it.
     *
     * @param resume whether it may hold a run; its configuration must then agree in what was already computed
     * @throws UserError if it holds a run and may not, or one of another configuration
     */
    static RunFolder open(Path root, ResolvedConfig config, boolean resume) {
        RunDirectory files = new RunDirectory(root);
        if (Files.exists(files.config())) {
            if (!resume) {
                throw new UserError(
                        root + " already holds a run.", "Add --resume to go on with it, or use another --out.");
            }
            checkSame(root, stored(files), config.config());
        }
        files.create();
        AtomicFiles.write(files.config(), config.yaml());
        return new RunFolder(files);
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

    /** Drops rows and layer weights that are not to be kept, at once. */
    void keep(Predicate<ResultRow> rows, Predicate<LayerWeight> weights) {
        List<ResultRow> allRows = results.rows();
        List<ResultRow> keptRows = allRows.stream().filter(rows).toList();
        if (keptRows.size() < allRows.size() || !results.warnings().isEmpty()) {
            replace(files.results(), aside -> keptRows.forEach(new ResultStore(aside)::append));
        }
        List<LayerWeight> allWeights = layers.read();
        List<LayerWeight> keptWeights = allWeights.stream().filter(weights).toList();
        if (keptWeights.size() < allWeights.size()) {
            replace(files.layers(), aside -> new LayerWeights(aside).append(keptWeights));
        }
    }

    private interface Writer {
        void write(Path aside);
    }

    private static void replace(Path file, Writer writer) {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(aside);
            writer.write(aside);
            if (Files.exists(aside)) {
                Files.move(aside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    private static ExperimentConfig stored(RunDirectory files) {
        return new ConfigReader().read(List.of(files.config()), List.of()).config();
    }

    /** More may be added to an experiment, but what a label stands for must not change under its results. */
    private static void checkSame(Path root, ExperimentConfig before, ExperimentConfig now) {
        boolean same = before.seed() == now.seed()
                && before.precision().equals(now.precision())
                && before.data().equals(now.data())
                && before.limit() == now.limit();
        same = same && agree(before.pretrain(), now.pretrain());
        same = same && agree(before.upstreams(), now.upstreams());
        same = same && agree(before.tasks(), now.tasks());
        if (!same) {
            throw new UserError(
                    root + " holds a run of another configuration (see its config.yaml).",
                    "Use another --out, or the same file and options as before.");
        }
    }

    private static <V> boolean agree(java.util.Map<String, V> before, java.util.Map<String, V> now) {
        return now.entrySet().stream()
                .allMatch(e -> before.getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()));
    }
}
