package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;

/** The capability of an upstream that can be trained further on transcripts, and then used as a recogniser. */
public interface Finetuning {
    /**
     * A model with a new CTC head on the weights of the spec's checkpoint, or on random ones.
     *
     * @param symbols one per class; the first is the blank
     * @throws org.speechbench.core.UserError if the checkpoint does not fit
     */
    Finetunable finetunable(EngineContext engine, UpstreamSpec spec, FinetuneOptions training, List<String> symbols);

    /**
     * A fine-tuned model, from the folder that the spec names.
     *
     * @throws org.speechbench.core.UserError if there is no checkpoint, or it has no CTC head
     */
    CtcRecognizer recognizer(EngineContext engine, UpstreamSpec spec);
}
