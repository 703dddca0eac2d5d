package org.speechbench.tasks.pr;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class PrTaskTest extends TaskContractTest {
    @Override
    protected Task task() {
        return new PrTask();
    }

    @Override
    protected Corpus corpus() {
        return TinyCorpora.corpus(
                "phones", List.of("train", "dev", "test"), List.of("HH AH0 L OW1 W ER1 L D", "B IY1 IY1 SIL"));
    }

    @Override
    protected Utterance unknown() {
        return TinyCorpora.utterance("odd", "train", "phones", "HH AH L OW1");
    }

    @Override
    protected String unknownSymbol() {
        return "AH";
    }
}
