package org.speechbench.upstream;

/** A frozen feature extractor. Not safe for use by two threads at once. */
public interface Upstream extends AutoCloseable {
    UpstreamCard card();

    /** SHA-256 (hex) of weights and resolved configuration: equal digests give equal states. */
    String digest();

    /**
     * The hidden states of every layer. Padding changes nothing: an utterance encoded alone and in a padded batch gives
     * the same valid frames (up to rounding of matrix products).
     *
     * @throws org.speechbench.core.UserError if an utterance is too short for one frame
     */
    HiddenStates encode(WaveformBatch batch);

    /** Whether the weights have seen transcripts or phones, as far as their checkpoint tells. */
    default boolean usesLabels() {
        return false;
    }

    /** Most frames that an utterance of so many samples may have in any layer; 0 if it is too short for one. */
    int atMostFrames(int samples);

    @Override
    void close();
}
