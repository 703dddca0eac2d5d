package org.speechbench.tasks.sid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;

class SidTaskTest extends TaskContractTest {
    SidTaskTest() {
        super(
                new SidTask(),
                TinyCorpora.corpus(Stream.of("train", "dev", "test")
                        .flatMap(split -> Stream.of("LS-1272", "AN4-fash", "AN4-mjgm")
                                .map(speaker -> utterance(split, speaker, speaker)))
                        .toList()),
                TinyCorpora.utterance("odd", "train", "label", "LS-9999"),
                "LS-9999");
    }

    @Test
    void labels_that_are_no_speakers_are_refused() {
        assertRefused("label 'anger' has the speakers 'a' and 'b'", "train a anger", "dev b anger", "test a anger");
        assertRefused("speaker 'a' has the labels 'anger' and 'joy'", "train a anger", "dev a joy", "test a joy");
    }

    @Test
    void nothing_is_known_about_unknown_speakers() {
        List<Utterance> utterances = Stream.of("train", "dev", "test")
                .flatMap(split -> Stream.of(utterance(split, "", "anna"), utterance(split, "", "otto")))
                .toList();
        assertThat(task().folds(TinyCorpora.corpus(utterances))).hasSize(1);
    }

    @Test
    void a_split_whose_speakers_are_all_unseen_is_refused_and_one_with_some_is_not() {
        assertRefused("No speaker of split 'test'", "train a a", "dev a a", "test b b");
        assertRefused("No speaker of split 'dev'", "train a a", "dev b b", "test a a");
        assertRefused("No speaker of split 'test-x'", "train a a", "dev a a", "test a a", "test-x b b");
        assertThat(task().folds(corpus("train a a", "dev a a", "test a a", "test b b")))
                .hasSize(1);
    }

    private void assertRefused(String says, String... lines) {
        Corpus corpus = corpus(lines);
        assertThatThrownBy(() -> task().folds(corpus))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.oneLine()).contains(says));
    }

    private static Corpus corpus(String... lines) {
        return TinyCorpora.corpus(Stream.of(lines)
                .map(line -> line.split(" "))
                .map(cells -> utterance(cells[0], cells[1], cells[2]))
                .toList());
    }

    private static Utterance utterance(String split, String speaker, String label) {
        String id = split + "-" + speaker + "-" + label;
        return new Utterance(id, Path.of(id + ".wav"), 16_000, speaker, split, Map.of("label", label));
    }
}
