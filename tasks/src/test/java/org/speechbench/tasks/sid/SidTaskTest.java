package org.speechbench.tasks.sid;

import java.util.List;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class SidTaskTest extends TaskContractTest {
    @Override
    protected Task task() {
        return new SidTask();
    }

    @Override
    protected Corpus corpus() {
        return TinyCorpora.corpus("label", List.of("train", "dev", "test"), List.of("LS-1272", "AN4-fash", "AN4-mjgm"));
    }

    @Override
    protected Utterance unknown() {
        return TinyCorpora.utterance("odd", "train", "label", "LS-9999");
    }

    @Override
    protected String unknownSymbol() {
        return "LS-9999";
    }
}
