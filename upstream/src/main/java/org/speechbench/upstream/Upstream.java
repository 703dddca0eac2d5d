package org.speechbench.upstream;

import java.util.Map;
import org.speechbench.engine.KernelChoices;

/** A frozen feature extractor. Not safe for use by two threads at once. */
public interface Upstream extends AutoCloseable {
    UpstreamCard card();

    /** SHA-256 (hex) of weights and resolved configuration: equal digests give equal states. */
    String digest();

    /**
     * The hidden states of every layer. Padding has no effect: an utterance encoded alone and in a padded batch has the
     * same valid frames (up to rounding of matrix products).
     *
     * @throws org.speechbench.core.UserError if an utterance is too short for one frame, or has no id
     *     although the upstream {@linkplain #readsIds reads ids}
     */
    HiddenStates encode(WaveformBatch batch);

    /**
     * The kernels that were chosen by measurement for the device, as {@link KernelChoices#made} has them. States of other
     * kernels differ by rounding, so those in a cache are told apart by them; it is empty on a CPU.
     */
    default Map<String, String> kernels() {
        return Map.of();
    }

    /**
     * Whether states depend on the id of an utterance and not on its samples alone, so that a batch without
     * {@linkplain WaveformBatch#ids() ids} is refused.
     */
    default boolean readsIds() {
        return false;
    }

    /** Whether transcripts or phones were used to train the weights, as far as the checkpoint records it: what the card says. */
    default boolean usesLabels() {
        return card().checkpoint().usesLabels();
    }

    /**
     * An upper bound on the number of frames that an utterance of this number of samples has in any layer; 0 if it is
     * too short for one frame.
     */
    int atMostFrames(int samples);

    @Override
    void close();
}
