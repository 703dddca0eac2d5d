package org.speechbench.tasks.sd;

import java.util.List;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class SdTaskTest extends TaskContractTest {
    SdTaskTest() {
        super(
                new SdTask(),
                TinyCorpora.corpus(
                        "turns",
                        List.of("train", "dev", "test"),
                        List.of(
                                "1:0.000-0.500 1:0.900-1.200 2:0.300-1.000",
                                "1:0.000-0.210",
                                "1:0.100-0.500 2:0.500-0.700")),
                TinyCorpora.utterance("odd", "train", "turns", "1:0-1 anna"),
                "anna");
    }

    /** Another name would be no error: what is wrong here is when somebody speaks. */
    @Override
    protected List<String> wrong() {
        return List.of("1:0.000-0.400");
    }
}
