package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;

/** Targets that are the states of a frozen model, computed from the crops of each step or from whole utterances. */
public interface StateSource extends OpenTargets {
    /**
     * Opens the model on one of the devices that are trained on, and computes what is computed once for all steps.
     *
     * @param audio that crops are taken from
     */
    Teacher open(EngineContext engine, Audio audio);

    /** Crops begin at a multiple of this number of samples, so that their frames are frames of their utterances. */
    default int startStride() {
        return 1;
    }

    /**
     * The recordings of a training.
     *
     * @param utterances in the order of the numbers that {@link TeacherInput#utterances} refers to
     */
    record Audio(List<Utterance> utterances, WaveformReader reader, Progress progress) {
        public Audio {
            utterances = List.copyOf(utterances);
        }
    }

    /** The model on one device. */
    interface Teacher extends AutoCloseable {
        /**
         * The states of the chosen layers, and what else was chosen.
         *
         * @param results owns what is returned
         * @return in the order of {@link Knowledge}, fp32 on the model's device or on the host
         */
        List<NDArray> states(NDManager results, TeacherInput input);

        @Override
        void close();
    }
}
