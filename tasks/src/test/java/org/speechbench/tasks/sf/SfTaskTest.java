package org.speechbench.tasks.sf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speechbench.core.corpus.Corpus;
import org.speechbench.core.corpus.Utterance;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.tasks.text.SlotEncoder;

class SfTaskTest extends TaskContractTest {
    @Override
    protected Task task() {
        return new SfTask();
    }

    @Override
    protected Corpus corpus() {
        return TinyCorpora.corpus(
                "slots",
                List.of("train", "dev", "test"),
                List.of("BOOK B-city ROME E-city", "B-name TOM & JERRY E-name PLEASE", "book, it's late!"));
    }

    @Override
    protected Utterance unknown() {
        return TinyCorpora.utterance("odd", "train", "slots", "BOOK B-city K2 E-city");
    }

    @Override
    protected String unknownSymbol() {
        return "2";
    }

    @Test
    void marks_are_classes_and_words_are_letters() {
        assertThat(task().targets(corpus()).names())
                .endsWith("B-city", "B-name", "E-city", "E-name")
                .hasSize(5 + 27 + 4);
        assertThat(SlotEncoder.tokens("  book, B-x  Tom & jerry! - E-x "))
                .containsExactly("BOOK", "B-x", "TOM", "AND", "JERRY", "E-x");
    }

    @Test
    void values_are_scored_beside_types() {
        List<Prediction> predictions = List.of(new Prediction(
                "u", "s", List.of("BOOK", "B-city", "ROME", "E-city"), List.of("BOOK", "B-city", "HOME", "E-city")));
        assertThat(task().scorer().score(predictions).value()).isEqualTo(100);
        assertThat(task().further())
                .singleElement()
                .satisfies(cer -> assertThat(cer.score(predictions).value()).isEqualTo(25));
    }
}
