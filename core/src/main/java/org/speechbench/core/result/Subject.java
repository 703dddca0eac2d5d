package org.speechbench.core.result;

/**
 * What was measured: an upstream, or the machine itself.
 *
 * @param label the user's; empty for the machine
 * @param provider name of the upstream's provider, for example {@code fast_hubert}
 * @param size for example {@code small}; empty where an upstream has none
 * @param init {@code pretrained}, {@code random}, {@code checkpoint} or {@code none} (signal processing)
 * @param digest of weights and configuration, hex; empty where it is not known
 * @param usesLabels whether the upstream has seen transcripts or phones in pre-training, itself or through the model
 *     that its targets come from
 */
public record Subject(String label, String provider, String size, String init, String digest, boolean usesLabels) {
    /** The machine itself. */
    public static final Subject MACHINE = new Subject("", "", "", "", "", false);

    /** Label and size. */
    public String name() {
        return (label + " " + size).strip();
    }

    /** Provider and size. */
    public String model() {
        return (provider + " " + size).strip();
    }

    /** The same upstream with weights that nobody has trained, as speeds are measured with. */
    public static Subject untrained(String label, String provider, String size) {
        return new Subject(label, provider, size, "random", "", false);
    }

    /** The same upstream whatever its weights. */
    Subject ofAnyWeights() {
        return new Subject(label, provider, size, init, "", false);
    }
}
