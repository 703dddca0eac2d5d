package org.speechbench.upstream.finetune;

import java.util.List;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamOptions;
import org.speechbench.upstream.UpstreamProvider;

/** An upstream that can be trained further on transcripts, and used as a recogniser then. */
public interface FinetunableProvider extends UpstreamProvider {
    /**
     * A model with a new CTC head over the weights of the options' checkpoint, or over random ones.
     *
     * @param symbols one a class; the first is the blank
     * @throws org.speechbench.core.UserError if the checkpoint does not fit
     */
    Finetunable finetunable(
            EngineContext engine, UpstreamOptions options, FinetuneOptions training, List<String> symbols);

    /**
     * A fine-tuned model, from the folder that the options name.
     *
     * @throws org.speechbench.core.UserError if there is no checkpoint, or it has no CTC head
     */
    CtcRecognizer recognizer(EngineContext engine, UpstreamOptions options);
}
