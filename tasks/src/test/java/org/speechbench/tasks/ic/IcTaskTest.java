package org.speechbench.tasks.ic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class IcTaskTest extends TaskContractTest {
    IcTaskTest() {
        super(new IcTask(), tiny(), command("odd", "train", "activate", "lights", "garage"), "garage");
    }

    private static Corpus tiny() {
        List<Utterance> utterances = new ArrayList<>();
        for (String split : List.of("train", "dev", "test")) {
            utterances.add(command(split + "-0", split, "activate", "lights", "kitchen"));
            utterances.add(command(split + "-1", split, "change language", "none", "none"));
            utterances.add(command(split + "-2", split, "deactivate", "lights", "none"));
        }
        return TinyCorpora.corpus(utterances);
    }

    private static Utterance command(String id, String split, String action, String object, String location) {
        Utterance one = TinyCorpora.utterance(id, split, "action", action);
        return TinyCorpora.labelled(TinyCorpora.labelled(one, "object", object), "location", location);
    }

    @Test
    void each_column_is_a_group_of_classes_counted_from_its_own_start() {
        assertThat(task().targets(corpus()).groups()).containsExactly(3, 2, 2);
        assertThat(task().targets(corpus()).classes()).isEqualTo(7);
        assertThat(task().targets(corpus()).names())
                .containsExactly(
                        "action=activate",
                        "action=change language",
                        "action=deactivate",
                        "object=lights",
                        "object=none",
                        "location=kitchen",
                        "location=none");
        assertThat(task().targets(corpus()).encode(command("u", "train", "deactivate", "none", "kitchen")))
                .containsExactly(2, 1, 0);
    }
}
