package org.speechbench.tasks.er;

import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class ErTaskTest extends TaskContractTest {
    ErTaskTest() {
        super(new ErTask(), tiny(), TinyCorpora.utterance("odd", "train", "label", "boredom"), "boredom");
    }

    private static Corpus tiny() {
        Corpus one = TinyCorpora.corpus(
                "label",
                List.of("fold1", "fold2", "fold3", "fold4"),
                List.of("neutral", "happiness", "sadness", "anger"));
        return TinyCorpora.corpus(one.utterances().stream()
                .map(u -> said(u, "speaker of " + u.split()))
                .toList());
    }

    private static Utterance said(Utterance u, String speaker) {
        return new Utterance(u.id(), u.audio(), u.numSamples(), speaker, u.split(), u.labels());
    }

    @Test
    void a_speaker_in_two_folds_is_refused_by_name() {
        Corpus mixed = TinyCorpora.corpus(corpus().utterances().stream()
                .map(u -> u.split().equals("fold4") ? said(u, "anna") : u)
                .map(u -> u.id().equals("fold1-0") ? said(u, "anna") : u)
                .toList());
        assertRefused(() -> task().folds(mixed), "anna", "fold4");
    }
}
