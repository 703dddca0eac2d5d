package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Reads and writes {@code layers.csv}. A file of an earlier version lacks the last column, which is then empty. */
public final class LayerWeights {
    private static final List<String> COLUMNS = List.of("upstream", "task", "fold", "layer", "weight", "pretrain_seed");

    /** Columns that files of earlier versions do not have. */
    private static final int SINCE_THE_BEGINNING = 5;

    private final CsvLog log;

    public LayerWeights(Path file) {
        this.log = new CsvLog(file, COLUMNS, SINCE_THE_BEGINNING);
    }

    /**
     * Adds the weights of one featurizer.
     *
     * @throws IllegalArgumentException if a weight is not finite
     */
    public void append(List<LayerWeight> weights) {
        List<List<String>> lines = weights.stream()
                .map(w -> List.of(
                        w.upstream(),
                        w.task(),
                        w.fold(),
                        Integer.toString(w.layer()),
                        Fields.format(w.weight()),
                        Fields.format(w.pretrainSeed())))
                .toList();
        if (log.isOfEarlierVersion()) {
            log.addColumns();
        }
        log.append(lines);
    }

    /** All weights in the order in which they were written; none if there is no file. */
    public List<LayerWeight> read() {
        return log.read(LayerWeights::weight).values();
    }

    /** Sentences about lines that {@link #read} leaves out. */
    public List<String> warnings() {
        return log.read(LayerWeights::weight).warnings();
    }

    /** Drops all weights except some, atomically. Lines that do not parse stay in the file. */
    public void keep(Predicate<LayerWeight> kept) {
        log.retain(LayerWeights::weight, kept);
    }

    private static LayerWeight weight(Fields fields) {
        return new LayerWeight(
                fields.text("upstream"),
                fields.text("task"),
                fields.text("fold"),
                fields.count("layer"),
                fields.number("weight"),
                fields.optionalInteger("pretrain_seed"));
    }
}
