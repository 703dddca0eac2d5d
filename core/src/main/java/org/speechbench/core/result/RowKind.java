package org.speechbench.core.result;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a row of results is about; its {@link #id()} stands in the column {@code kind}. */
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
    /** A speed, or what follows from one. */
    THROUGHPUT,
    /** A speed over that of a baseline of the same run. */
    RATIO,
    /** A part of a training step, which is named in the task's place. */
    MODULE,
    /** The machine's own matrix product. */
    CEILING;

    /** As files and output call it; never renamed. */
    public String id() {
        return this == SECONDARY ? "further" : name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of an id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RowKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind is '" + id + "'; wanted "
                        + Arrays.stream(values()).map(RowKind::id).collect(Collectors.joining(", "))));
    }

    /** Whether rows of this kind are timings, which compare on one kind of machine alone. */
    public boolean isTiming() {
        return switch (this) {
            case THROUGHPUT, RATIO, MODULE, CEILING -> true;
            default -> false;
        };
    }

    /** Whether rows of this kind rest on a corpus whose digest they carry. */
    public boolean restsOnCorpus() {
        return switch (this) {
            case SCORE, SECONDARY, DEV, FINETUNE -> true;
            default -> false;
        };
    }
}
