package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * One model of a label. A pre-training that is repeated with several seeds makes one model for each of them, all with
 * the same label.
 *
 * @param seed the seed of the pre-training; that of the run for models without a pre-training
 * @param first the seed of the run, which is the first of every label
 */
public record SeededLabel(String label, long seed, long first) {
    /** The mark between label and seed in a name, which is no character of labels. */
    static final String MARK = "@";

    /** The model that a row is about; rows of earlier versions do not tell its seed, which is that of their run. */
    public static SeededLabel of(ResultRow row, long first) {
        return of(row.upstream(), row.subject().training().seed(), first);
    }

    /** The model of a pre-training seed; null stands for the seed of the run. */
    public static SeededLabel of(String label, @Nullable Long seed, long first) {
        return new SeededLabel(label, seed == null ? first : seed, first);
    }

    /** The label in the name of one of its models. */
    public static String label(String name) {
        int mark = name.lastIndexOf(MARK);
        return mark < 0 ? name : name.substring(0, mark);
    }

    /** Whether its seed is that of the run. */
    public boolean isFirst() {
        return seed == first;
    }

    /** The name in messages and of folders: the label alone for the first seed, otherwise {@code LABEL@SEED}. */
    public String name() {
        return isFirst() ? label : name(label, seed);
    }

    /** The name of a model of a label that has several. */
    public static String name(String label, long seed) {
        return label + MARK + seed;
    }

    /** Whether a row of the same run is about this model. */
    public boolean isOf(ResultRow row) {
        return equals(of(row, first));
    }

    /** Whether weights of layers of the same run were learnt on this model. */
    public boolean isOf(LayerWeight weight) {
        return equals(of(weight.upstream(), weight.pretrainSeed(), first));
    }
}
