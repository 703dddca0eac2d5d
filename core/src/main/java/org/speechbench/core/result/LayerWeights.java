package org.speechbench.core.result;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Reads and writes {@code layers.csv}. */
public final class LayerWeights {
    private final CsvLog log;

    public LayerWeights(Path file) {
        this.log = new CsvLog(file, List.of("upstream", "task", "fold", "layer", "weight"));
    }

    /**
     * Adds the weights of one featurizer.
     *
     * @throws IllegalArgumentException if a weight is not finite
     */
    public void append(List<LayerWeight> weights) {
        log.append(weights.stream()
                .map(w -> List.of(
                        w.upstream(), w.task(), w.fold(), Integer.toString(w.layer()), Fields.format(w.weight())))
                .toList());
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
                fields.number("weight"));
    }
}
