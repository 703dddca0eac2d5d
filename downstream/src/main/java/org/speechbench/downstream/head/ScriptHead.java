package org.speechbench.downstream.head;

import java.util.List;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A head that is given by values.
 *
 * @param fragments as {@link Head#fragments} describes them
 * @param stride input frames for each output frame, the last of which may be incomplete; 0 if the head pools over time
 */
record ScriptHead(List<ParameterSpec> parameters, List<Fragment> fragments, Pooling pooling, int stride)
        implements Head {
    ScriptHead {
        parameters = List.copyOf(parameters);
        fragments = List.copyOf(fragments);
    }

    /** A head with an output for every frame. */
    static ScriptHead ofFrames(List<ParameterSpec> parameters, Fragment... fragments) {
        return new ScriptHead(parameters, List.of(fragments), Pooling.NONE, 1);
    }

    /** A head with one output for an utterance. */
    static ScriptHead ofUtterances(List<ParameterSpec> parameters, Fragment fragment, Pooling pooling) {
        return new ScriptHead(parameters, List.of(fragment), pooling, 0);
    }

    @Override
    public int outputFrames(int frames) {
        return stride == 0 ? 1 : (frames + stride - 1) / stride;
    }
}
