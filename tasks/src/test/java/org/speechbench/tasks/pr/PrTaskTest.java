package org.speechbench.tasks.pr;

import java.util.List;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class PrTaskTest extends TaskContractTest {
    PrTaskTest() {
        super(
                new PrTask(),
                TinyCorpora.corpus(
                        "phones", List.of("train", "dev", "test"), List.of("HH AH0 L OW1 W ER1 L D", "B IY1 IY1 SIL")),
                TinyCorpora.utterance("odd", "train", "phones", "HH AH L OW1"),
                "AH");
    }
}
