package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.tasks.TinyCorpora;

class ClassEncoderTest {
    @Test
    void classes_are_the_sorted_labels_of_every_split() {
        Corpus corpus = TinyCorpora.corpus(List.of(
                TinyCorpora.utterance("a", "train", "label", "sadness"),
                TinyCorpora.utterance("b", "train", "label", "anger"),
                TinyCorpora.utterance("c", "test", "label", "neutral")));
        ClassEncoder encoder = ClassEncoder.of(corpus, "label");
        assertThat(encoder.names()).containsExactly("anger", "neutral", "sadness");
        assertThat(encoder.encode(corpus.utterances().get(0))).containsExactly(2);
        assertThat(encoder.decode(new int[] {1})).containsExactly("neutral");
    }

    @Test
    void one_class_is_nothing_to_tell_apart() {
        Corpus corpus = TinyCorpora.corpus("label", List.of("train", "test"), List.of("anger"));
        assertRefused(() -> ClassEncoder.of(corpus, "label"), "[anger]");
    }
}
