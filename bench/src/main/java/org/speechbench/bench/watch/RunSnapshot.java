package org.speechbench.bench.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.bench.config.ExperimentConfig;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.bench.config.PretrainEntry;
import org.speechbench.bench.config.ThroughputEntry;
import org.speechbench.core.Folders;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.UserError;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RunDirectory;
import org.speechbench.core.result.RunResults;
import org.speechbench.core.result.SeededLabel;
import org.speechbench.core.result.TrainingLog;

/**
 * The state of a run according to its files at one moment. A line that is being written is not included.
 *
 * @param title the title of the experiment; the name of the folder if it has none
 * @param running whether a process is running in the folder
 * @param trainings the trainings in the order in which they run
 * @param rows the rows of the results so far
 * @param cells the number of cells in the experiment, one for each task and model of an upstream; 0 if unknown
 * @param speed the progress of the speed measurement
 * @param unreadable the reason why the configuration could not be read, so that trainings and totals are unknown; empty
 *     if it was read
 * @param seed the seed of the run; 0 if unknown
 */
public record RunSnapshot(
        String title,
        boolean running,
        List<TrainingProgress> trainings,
        List<ResultRow> rows,
        int cells,
        Speed speed,
        String unreadable,
        long seed) {
    /**
     * The progress of a speed measurement.
     *
     * @param rounds the number of rounds; 0 for none, or if unknown
     * @param timed the number of measurements that have ended
     */
    public record Speed(int rounds, int timed) {}

    public RunSnapshot {
        trainings = List.copyOf(trainings);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a folder.
     *
     * @throws UserError if the folder is not that of a run, or its results cannot be read
     */
    public static RunSnapshot of(Path folder) {
        RunDirectory files = new RunDirectory(folder.toAbsolutePath().normalize());
        if (!Files.exists(files.config())) {
            throw new UserError(
                    folder + ": is not the folder of a run; it has no config.yaml.",
                    "Name one that 'run', 'pretrain', 'finetune', 'throughput' or 'demo' writes to.");
        }
        // This is checked before the files are read, so that what a run wrote last is seen together with its end.
        boolean running = ProcessLock.isTaken(files.lock());
        List<ResultRow> rows = RunResults.read(files).rows();
        try {
            return of(
                    files,
                    running,
                    rows,
                    new ConfigReader().read(List.of(files.config()), List.of()).config());
        } catch (UserError e) {
            // The configuration may be of another version; the results can be shown nevertheless.
            return new RunSnapshot(name(files), running, List.of(), rows, 0, new Speed(0, 0), e.oneLine(), 0);
        }
    }

    private static RunSnapshot of(RunDirectory files, boolean running, List<ResultRow> rows, ExperimentConfig config) {
        ThroughputEntry throughput = config.throughput();
        return new RunSnapshot(
                config.title().isEmpty() ? name(files) : config.title(),
                running,
                trainings(files, config, rows),
                rows,
                cells(config),
                throughput == null
                        ? new Speed(0, 0)
                        : new Speed(throughput.timing().rounds(), timed(files)),
                "",
                config.seed());
    }

    private static String name(RunDirectory files) {
        return String.valueOf(files.root().getFileName());
    }

    /** The failures that were not followed by a success. */
    public List<ResultRow> failed() {
        return rows.stream().filter(row -> row.failed()).toList();
    }

    /** The name of the model that a row is about. */
    public String upstream(ResultRow row) {
        return SeededLabel.of(row, seed).name();
    }

    private static int cells(ExperimentConfig config) {
        return config.tasks().size()
                * config.upstreams().entrySet().stream()
                        .mapToInt(e -> config.probed(e.getKey(), e.getValue()).size())
                        .sum();
    }

    private static List<SeededLabel> models(ExperimentConfig config) {
        return config.trainings().order().stream()
                .flatMap(label -> config.trained(label).stream())
                .toList();
    }

    private static List<TrainingProgress> trainings(RunDirectory files, ExperimentConfig config, List<ResultRow> rows) {
        List<TrainingProgress> states = new ArrayList<>();
        for (SeededLabel model : models(config)) {
            PretrainEntry pretrained = config.pretrain().get(model.label());
            FinetuneEntry tuned = config.finetune().get(model.label());
            if (pretrained != null) {
                states.add(TrainingProgress.pretraining(
                        model,
                        pretrained.training().schedule().steps(),
                        TrainingLog.pretraining(files.events(model.name())).read(),
                        rows));
            } else if (tuned != null) {
                states.add(TrainingProgress.finetuning(
                        model,
                        tuned.training().schedule().steps(),
                        TrainingLog.finetuning(files.finetuneEvents(model.name()))
                                .read(),
                        rows));
            }
        }
        return states;
    }

    private static int timed(RunDirectory files) {
        if (!Files.isDirectory(files.jmh())) {
            return 0;
        }
        return (int) Folders.entries(files.jmh()).stream()
                .filter(file -> file.toString().endsWith(".json"))
                .count();
    }
}
