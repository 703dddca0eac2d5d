package org.speechbench.core.result;

import org.jspecify.annotations.Nullable;

/**
 * What was measured: an upstream, or the machine itself.
 *
 * @param label the user's label; empty for the machine
 * @param provider the name of the upstream's provider, for example {@code fast_hubert}
 * @param size the size, for example {@code small}; empty if an upstream has none
 * @param init the source of the weights: {@code pretrained}, {@code random}, {@code checkpoint} or {@code none} (signal
 *     processing)
 * @param digest the digest of weights and configuration, hex; empty if unknown
 * @param usesLabels whether the upstream was trained on transcripts or phones in pre-training, either directly or
 *     through the model that provides its targets
 * @param training the pre-training that made the weights, or that would begin with them
 */
public record Subject(
        String label, String provider, String size, String init, String digest, boolean usesLabels, Training training) {
    /** The machine itself. */
    public static final Subject MACHINE = new Subject("", "", "", "", "", false);

    /**
     * A pre-training. Trainings of one recipe differ only in their seeds.
     *
     * @param seed the seed of the pre-training, or of random weights; null if unknown or if nothing was drawn
     * @param recipe the digest of everything but the seed that determines the weights, hex; empty if unknown
     * @param root the seed of the first training of its lineage, in which every other one takes its targets or first
     *     weights from the one before: trainings of one root share what was drawn in it. Its own seed if it is based on no
     *     other training; null if unknown
     */
    public record Training(@Nullable Long seed, String recipe, @Nullable Long root) {
        /** Used where nothing is known of a pre-training, as in files of earlier versions. */
        public static final Training UNKNOWN = new Training(null, "");

        /** A training that is based on no other. */
        public Training(@Nullable Long seed, String recipe) {
            this(seed, recipe, seed);
        }
    }

    /** An upstream of whose pre-training nothing is known. */
    public Subject(String label, String provider, String size, String init, String digest, boolean usesLabels) {
        this(label, provider, size, init, digest, usesLabels, Training.UNKNOWN);
    }

    /** The same upstream, made by a pre-training. */
    public Subject trainedBy(Training known) {
        return new Subject(label, provider, size, init, digest, usesLabels, known);
    }

    /** The label and the size. */
    public String name() {
        return (label + " " + size).strip();
    }

    /** The provider and the size. */
    public String model() {
        return (provider + " " + size).strip();
    }

    /** The same upstream with untrained weights, as used for measuring speeds. */
    public static Subject untrained(String label, String provider, String size) {
        return new Subject(label, provider, size, "random", "", false);
    }

    /** The same upstream, regardless of its weights. */
    Subject ofAnyWeights() {
        return new Subject(label, provider, size, init, "", false, new Training(training.seed(), ""));
    }
}
