package org.speechbench.tasks.er;

import java.util.List;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class ErTaskTest extends TaskContractTest {
    @Override
    protected Task task() {
        return new ErTask();
    }

    @Override
    protected Corpus corpus() {
        return TinyCorpora.corpus(
                "label",
                List.of("fold1", "fold2", "fold3", "fold4"),
                List.of("neutral", "happiness", "sadness", "anger"));
    }

    @Override
    protected Utterance unknown() {
        return TinyCorpora.utterance("odd", "train", "label", "boredom");
    }

    @Override
    protected String unknownSymbol() {
        return "boredom";
    }
}
