package org.speechbench.tasks.sf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskContractTest;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.tasks.text.SlotEncoder;

class SfTaskTest extends TaskContractTest {
    SfTaskTest() {
        super(
                new SfTask(),
                TinyCorpora.corpus(
                        "slots",
                        List.of("train", "dev", "test"),
                        List.of(
                                "BOOK B-city ROME E-city",
                                "B-name TOM & JERRY E-name B-city NEW YORK E-city PLEASE",
                                "book , it's late !")),
                TinyCorpora.utterance("odd", "train", "slots", "BOOK B-city ROME"),
                "B-city");
    }

    @Test
    void there_are_31_characters_and_two_marks_a_slot() {
        assertThat(task().targets(corpus()).names())
                .startsWith("<pad>", "<eos>", "<unk>", "|", "A")
                .endsWith("Z", "'", "B-city", "E-city", "B-name", "E-name")
                .hasSize(31 + 4);
    }

    @Test
    void separators_stand_between_words_and_outside_of_marks() {
        assertThat(spelled("GO B-name TOM & J E-name B-city ROME E-city ! NOW ?"))
                .isEqualTo("G O | B-name T O M | A N D | J E-name | B-city R O M E E-city | N O W <eos>");
    }

    @Test
    void punctuation_is_dropped_where_it_is_a_word_and_unknown_within_one() {
        assertThat(SlotEncoder.tokens("it's ?! late, … – St. B-city U.S. E-city ;-"))
                .containsExactly("IT'S", "LATE<unk>", "ST<unk>", "B-city", "U<unk>S<unk>", "E-city");
        assertThat(spelled("late, now")).isEqualTo("L A T E <unk> | N O W <eos>");
    }

    @Test
    void letters_are_transliterated_as_in_superb_s_newer_recipe() {
        assertThat(SlotEncoder.tokens("CAFÉ café CAFE\u0301 BJÖRK SŌSEKI 楽園追放"))
                .containsExactly("CAFE", "CAFE", "CAFE", "BJORK", "SOSEKI", "EXPELLED");
        assertThat(SlotEncoder.tokens("R&B 官方杂志 \"HELLO\" ESPAÑA 7"))
                .containsExactly("R", "AND", "B", "HELLO", "ESPA<unk>A", "<unk>");
    }

    @Test
    void symbols_that_are_not_known_are_no_error_in_any_split() {
        assertThat(spelled("B-city K2 E-city")).isEqualTo("B-city K <unk> E-city <eos>");
    }

    @Test
    void words_that_look_like_a_mark_are_words() {
        assertThat(SlotEncoder.tokens("PLAY B-name E-40 E-name B-SIDES e-mail"))
                .containsExactly("PLAY", "B-name", "E<unk><unk><unk>", "E-name", "B<unk>SIDES", "E<unk>MAIL");
    }

    @Test
    void where_a_separator_is_left_out_words_and_marks_run_together() {
        TargetEncoder targets = task().targets(corpus());
        List<String> names = targets.names();
        int[] path = List.of("G", "O", "B-city", "R", "<unk>", "E-city", "X", "|", "Y").stream()
                .mapToInt(names::indexOf)
                .toArray();
        assertThat(targets.decode(path)).containsExactly("GOB-city", "R<unk>", "E-cityX", "Y");
    }

    private String spelled(String text) {
        TargetEncoder targets = task().targets(corpus());
        return IntStream.of(targets.encode(TinyCorpora.utterance("u", "test", "slots", text)))
                .mapToObj(targets.names()::get)
                .collect(Collectors.joining(" "));
    }

    @Test
    void values_are_scored_beside_types() {
        List<Prediction> predictions = List.of(new Prediction(
                "u", "s", List.of("BOOK", "B-city", "ROME", "E-city"), List.of("BOOK", "B-city", "HOME", "E-city")));
        assertThat(task().scorer().score(predictions).value()).isEqualTo(100);
        assertThat(task().secondary())
                .singleElement()
                .satisfies(cer -> assertThat(cer.score(predictions).value()).isEqualTo(25));
    }
}
