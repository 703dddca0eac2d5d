package org.speechbench.core.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;

/**
 * The names of all files of one run. A label that is not made of letters, digits, {@code _} and {@code -} is given a
 * safe name with a digest, so that two labels never share a file. Where a file belongs to one of several seeds, the
 * label is {@link SeededLabel#name()}.
 *
 * @param root the folder of the run
 */
public record RunDirectory(Path root) {
    /** Labels, and names of further seeds, that are file names as they are. */
    private static final String SAFE = "[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(" + SeededLabel.MARK + "-?[0-9]{1,19})?";

    /**
     * Creates the folder of the run.
     *
     * @throws UserError if it cannot be created
     */
    public RunDirectory create() {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw UserError.unwritable(root, e);
        }
        return this;
    }

    /** The table of everything that was measured, in long form, see {@link ResultStore}. */
    public Path results() {
        return root.resolve("results.csv");
    }

    /** The rounds that timings are based on, see {@link RoundLog}. */
    public Path rounds() {
        return root.resolve("rounds.csv");
    }

    /** See {@link ProvenanceStore}. */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /** Locked by the process that runs in the folder, see {@link org.speechbench.core.ProcessLock}. */
    public Path lock() {
        return root.resolve(".lock");
    }

    /** The resolved configuration. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** Learnt featurizer weights, see {@link LayerWeights}. */
    public Path layers() {
        return root.resolve("layers.csv");
    }

    public Path report() {
        return root.resolve("report.html");
    }

    /** Folder of all pre-training runs, one folder per label. */
    public Path pretrain() {
        return root.resolve("pretrain");
    }

    /** Folder of one pre-training run: its events and checkpoints. */
    public Path pretrain(String label) {
        return pretrain().resolve(fileName(label));
    }

    /** See {@link TrainingLog#PRETRAINING}. */
    public Path events(String label) {
        return pretrain(label).resolve("events.csv");
    }

    /** Folder of all fine-tuning runs, one folder per label. */
    public Path finetune() {
        return root.resolve("finetune");
    }

    /** See {@link TrainingLog#FINETUNING}. */
    public Path finetuneEvents(String label) {
        return finetune(label).resolve("events.csv");
    }

    /** Folder of one fine-tuning run: its events, checkpoints and model. */
    public Path finetune(String label) {
        return finetune().resolve(fileName(label));
    }

    public Path predictions() {
        return root.resolve("predictions");
    }

    /** See {@link PredictionFile}. */
    public Path predictions(String upstream, String task, String split) {
        return predictions().resolve(fileName(upstream) + "." + fileName(task) + "." + fileName(split) + ".tsv");
    }

    /**
     * The predictions of a model on a split.
     *
     * @param seed the seed of the head
     */
    public Path predictions(SeededLabel upstream, String task, String split, long seed) {
        Path file = seed == upstream.first()
                ? predictions(upstream.label(), task, split)
                : predictions(upstream.label(), task, split, seed);
        return upstream.isFirst()
                ? file
                : predictions().resolve(fileName(upstream.name())).resolve(file.getFileName());
    }

    /** The predictions of a head that was trained with a seed other than that of the run. */
    public Path predictions(String upstream, String task, String split, long seed) {
        String file = predictions(upstream, task, split).getFileName().toString();
        return predictions().resolve(file.replaceAll("tsv$", "seed" + seed + ".tsv"));
    }

    /** The predictions behind a row of scores, whether or not its seeds are those of the run. */
    public Path predictions(ResultRow row) {
        Path plain = predictions(row.upstream(), row.task(), row.split());
        Path folder = further(predictions(), row).orElse(predictions());
        Long seed = row.measure().seed();
        Path ofSeed = seed == null
                ? plain
                : folder.resolve(predictions(row.upstream(), row.task(), row.split(), seed)
                        .getFileName());
        return Files.exists(ofSeed) ? ofSeed : folder.resolve(plain.getFileName());
    }

    /** The folder of the pre-training of a row, whether or not its seed is that of the run. */
    public Path pretrain(ResultRow row) {
        return further(pretrain(), row).orElseGet(() -> pretrain(row.upstream()));
    }

    /** The folder that only models of further seeds have; empty for the first, or if it is not known. */
    private static Optional<Path> further(Path parent, ResultRow row) {
        return Optional.ofNullable(row.subject().training().seed())
                .map(seed -> parent.resolve(fileName(SeededLabel.name(row.upstream(), seed))))
                .filter(Files::isDirectory);
    }

    /** Folder of the clips that the report plays, one folder per task. */
    public Path clips() {
        return root.resolve("clips");
    }

    /** A recording to listen to in the report. */
    public Path clip(String task, String utterance) {
        return clips().resolve(fileName(task)).resolve(fileName(utterance) + ".wav");
    }

    /** Folder of the JMH results in the format of JMH. */
    public Path jmh() {
        return root.resolve("jmh");
    }

    public Path jmh(String name) {
        return jmh().resolve(fileName(name) + ".json");
    }

    /** A label as a file name without dots; the same label has the same name everywhere. */
    static String fileName(String label) {
        if (label.matches(SAFE)) {
            return label;
        }
        String safe = label.replaceAll("[^A-Za-z0-9_-]", "_").replaceAll("^-", "_");
        String stem = safe.substring(0, Math.min(safe.length(), 80));
        return stem + "-" + Digests.sha256(label).substring(0, 8);
    }
}
