package org.speechbench.core.result;

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
 */
public record Subject(String label, String provider, String size, String init, String digest, boolean usesLabels) {
    /** The machine itself. */
    public static final Subject MACHINE = new Subject("", "", "", "", "", false);

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
        return new Subject(label, provider, size, init, "", false);
    }
}
