package org.speechbench.core.result;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row of results is about; its {@link #id()} is written to the column {@code kind}. */
public enum RowKind {
    /** The task's metric on a test split. */
    SCORE,
    /** Another metric of the same predictions. */
    SECONDARY,
    /** A point of the learning-rate grid, on dev. */
    DEV,
    /** A figure of a pre-training. */
    PRETRAIN,
    /** A figure of a fine-tuning. */
    FINETUNE,
    /** The size or the speed of a model that takes part in distillation. */
    MODEL,
    /** A speed, or a figure derived from one. */
    THROUGHPUT,
    /** The ratio of a speed to that of a baseline of the same run. */
    RATIO,
    /** A part of a training step, whose name is in the column of the task. */
    MODULE,
    /** The speed of the machine's own matrix product. */
    CEILING;

    /** The name in files and output; it is never renamed. */
    public String id() {
        return this == SECONDARY ? "further" : name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with an id.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static RowKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind is '" + id + "'; wanted "
                        + Arrays.stream(values()).map(RowKind::id).collect(Collectors.joining(", "))));
    }

    /** Whether rows of this kind are timings, which are comparable only on the same kind of machine. */
    public boolean isTiming() {
        return switch (this) {
            case THROUGHPUT, RATIO, MODULE, CEILING -> true;
            default -> false;
        };
    }

    /** Whether rows of this kind are based on a corpus whose digest they carry. */
    public boolean restsOnCorpus() {
        return switch (this) {
            case SCORE, SECONDARY, DEV, FINETUNE -> true;
            default -> false;
        };
    }
}
