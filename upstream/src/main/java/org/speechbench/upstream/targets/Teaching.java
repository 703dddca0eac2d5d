package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.WaveformBatch;

/** The capability of an upstream that can teach a student more than its hidden states. */
public interface Teaching {
    /**
     * What it can teach besides its hidden states, read without opening it.
     *
     * @throws org.speechbench.core.UserError if there is no such checkpoint
     */
    Facts facts(UpstreamSpec spec);

    /**
     * Opens it as a teacher, frozen.
     *
     * @param wanted which the facts allow
     */
    Network teacher(EngineContext engine, UpstreamSpec spec, Knowledge wanted);

    /** What an upstream can teach besides its hidden states; nothing if it lacks the capability. */
    static Facts facts(Upstreams upstreams, UpstreamSpec spec) {
        return of(upstreams, spec).map(teaching -> teaching.facts(spec)).orElse(Facts.NONE);
    }

    /** The capability of an upstream, if it has it. */
    static Optional<Teaching> of(Upstreams upstreams, UpstreamSpec spec) {
        return upstreams.get(spec.provider()).capability(Teaching.class);
    }

    /**
     * What an upstream can teach besides its hidden states.
     *
     * @param masks whether its encoder takes masked frames, which become its mask embedding, or 0 if it has none. Whether a
     *     training has ever used the embedding is not known: one that none has used is as random as it began
     * @param heads H of its attention, whose scores depend on nothing but queries and keys; 0 if they depend on more
     *     (WavLM), or its layers do not give them
     * @param classes C of its last head of masked prediction; 0 if it has none, {@link #UNKNOWN} before its pre-training
     */
    record Facts(boolean masks, int heads, int classes) {
        /** The number of classes of an upstream that is still to be pre-trained. */
        public static final int UNKNOWN = -1;

        /** Nothing but hidden states. */
        public static final Facts NONE = new Facts(false, 0, 0);
    }

    /** A frozen upstream on a device, as a teacher. */
    interface Network extends AutoCloseable {
        /**
         * What was wanted of crops of equal length, in the order of {@link Knowledge}.
         *
         * @param results of the network's device; owns what is returned
         * @param masked shape (B, T), the frames that the student does not see. Of frames that it has more or fewer of than
         *     the student, the last ones are not masked
         * @return fp32 on the network's device
         */
        List<NDArray> give(NDManager results, WaveformBatch crops, boolean[] masked);

        @Override
        void close();
    }
}
