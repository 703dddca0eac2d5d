package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.WaveformBatch;

/** Targets that are the states of a frozen model, computed from the input of each step and not stored. */
public interface StateSource extends OpenTargets {
    /** Opens the model on one of the devices that are trained on. */
    Teacher open(EngineContext engine);

    /** The model on one device. */
    interface Teacher extends AutoCloseable {
        /**
         * The states of the chosen layers.
         *
         * @param results owns what is returned
         * @return for each layer, fp32 of shape (B, T, D) on the model's device
         */
        List<NDArray> states(NDManager results, WaveformBatch batch);

        @Override
        void close();
    }
}
