package org.speechbench.downstream.head;

import java.util.List;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A head as values.
 *
 * @param script as {@link Head#script} describes it
 * @param stride input frames for each output frame, the last of which may be incomplete; 0 where the head pools over time
 */
record ScriptHead(List<ParameterSpec> parameters, String script, Pooling pooling, int stride) implements Head {
    ScriptHead {
        parameters = List.copyOf(parameters);
    }

    /** A head with an output for every frame. */
    static ScriptHead ofFrames(List<ParameterSpec> parameters, String script) {
        return new ScriptHead(parameters, script, Pooling.NONE, 1);
    }

    /** A head with one output for an utterance. */
    static ScriptHead ofUtterances(List<ParameterSpec> parameters, String script, Pooling pooling) {
        return new ScriptHead(parameters, script, pooling, 0);
    }

    @Override
    public int outputFrames(int frames) {
        return stride == 0 ? 1 : (frames + stride - 1) / stride;
    }
}
