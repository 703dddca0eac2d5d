package org.speechbench.upstream.targets;

import java.nio.ShortBuffer;
import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.Upstream;

/**
 * Computes the states of whole utterances once and keeps them, in bf16. What does not fit is computed whenever it is wanted,
 * and rounded in the same way, so that results do not depend on what is kept.
 */
public interface StateCache {
    /** Opens the states of one upstream, which stays open as long as they are read. */
    Kept open(EngineContext engine, Upstream upstream, Precision precision, WaveformReader reader);

    /** The states of one upstream. Any number of threads may read. */
    interface Kept {
        /** Computes the states of those utterances that are not kept. */
        void prepare(List<Utterance> utterances, Progress progress);

        /**
         * A range of frames of one layer, bfloat16 of shape (count, D), row-major.
         *
         * @param utterance one that was prepared
         */
        ShortBuffer frames(Utterance utterance, int layer, int from, int count);
    }
}
