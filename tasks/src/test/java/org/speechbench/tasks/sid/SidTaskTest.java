package org.speechbench.tasks.sid;

import java.util.List;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class SidTaskTest extends TaskContractTest {
    SidTaskTest() {
        super(
                new SidTask(),
                TinyCorpora.corpus(
                        "label", List.of("train", "dev", "test"), List.of("LS-1272", "AN4-fash", "AN4-mjgm")),
                TinyCorpora.utterance("odd", "train", "label", "LS-9999"),
                "LS-9999");
    }
}
