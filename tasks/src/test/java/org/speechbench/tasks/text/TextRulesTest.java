package org.speechbench.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.text.TextRules.Digits;
import org.speechbench.tasks.text.TextRules.LetterCase;
import org.speechbench.tasks.text.TextRules.Marks;
import org.speechbench.tasks.text.TextRules.Punctuation;

class TextRulesTest {
    private static final TextRules STRICT =
            new TextRules("manifest", LetterCase.LOWER, Punctuation.REFUSE, Digits.REFUSE, Marks.KEEP);
    private static final TextRules DROPPING =
            new TextRules("manifest", LetterCase.LOWER, Punctuation.DROP, Digits.KEEP, Marks.KEEP);
    private static final TextRules CAPITALS =
            new TextRules("manifest", LetterCase.KEEP, Punctuation.DROP, Digits.KEEP, Marks.KEEP);
    private static final TextRules UNMARKED =
            new TextRules("manifest", LetterCase.LOWER, Punctuation.REFUSE, Digits.REFUSE, Marks.DROP);

    @Test
    void german_is_composed_and_folded_and_its_sharp_s_stays() {
        assertThat(STRICT.text("GROßE U\u0308BUNG")).isEqualTo("große \u00FCbung");
        assertThat(CAPITALS.text("Große U\u0308bung")).isEqualTo("Große \u00DCbung");
    }

    @Test
    void case_is_folded_by_the_rules_of_no_language() {
        assertThat(STRICT.text("I\u0130")).isEqualTo("ii\u0307");
    }

    @Test
    void arabic_keeps_its_vowel_signs_unless_they_are_dropped_and_loses_marks_of_direction() {
        String vowels = "\u0645\u064E\u0631\u0652\u062D\u064E\u0628\u064B\u0627";
        String stretched = "\u0639\u0640\u0640\u0644\u0645";
        assertThat(STRICT.text("\u200F" + vowels + " " + stretched + "\u200F")).isEqualTo(vowels + " " + stretched);
        assertThat(UNMARKED.text(vowels + " " + stretched))
                .isEqualTo("\u0645\u0631\u062D\u0628\u0627 \u0639\u0644\u0645");
        assertThat(UNMARKED.text("u\u0308ber"))
                .as("a mark that is part of a letter")
                .isEqualTo("\u00FCber");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "„Nein“, sagte er. | nein sagte er",
                "E-Mail und/oder Brief | e mail und oder brief",
                "L’été, c'est l'amour | l’été c'est l'amour",
                "'quoted' words | quoted words",
                "你好，世界。 | 你好世界",
                "مرحبا، كيف؟ | مرحبا كيف",
                "z. B. 5 € mehr | z b 5  mehr"
            })
    void punctuation_is_dropped_where_it_is_asked_for(String written, String expected) {
        assertThat(DROPPING.text(written)).isEqualTo(expected);
    }

    @Test
    void what_the_rules_do_not_allow_is_an_error_that_counts() {
        assertRefused(
                () -> applied(STRICT, "gut", "ja, gut", "nein."),
                "Utterance u1 has the mark ',' in its transcript",
                "the first of 2 such utterances",
                "text.punctuation");
        assertRefused(() -> applied(STRICT, "um 9"), "the numeral '9'", "text.digits: keep");
        assertRefused(() -> applied(DROPPING, "?!"), "nothing left");
        assertThat(applied(STRICT, "c'est").utterances().get(0).label("transcript"))
                .isEqualTo("c'est");
    }

    @Test
    void rules_that_write_transcripts_otherwise_make_another_corpus() {
        Corpus folded = applied(DROPPING, "Ja");
        assertThat(folded.digest()).isNotEqualTo(applied(CAPITALS, "Ja").digest());
        assertThat(folded.name()).isEqualTo("toy:lower+drop+keep+keep");
        assertThat(folded.digest()).isEqualTo(applied(DROPPING, "ja!").digest());
    }

    @Test
    void an_alphabet_has_a_name() {
        assertRefused(
                () -> new TextRules(" ", LetterCase.LOWER, Punctuation.DROP, Digits.KEEP, Marks.KEEP),
                "the alphabet is empty");
    }

    private static Corpus applied(TextRules rules, String... transcripts) {
        List<Utterance> utterances = new ArrayList<>();
        for (String transcript : transcripts) {
            String id = "u" + utterances.size();
            utterances.add(new Utterance(id, Path.of(id), 0, "S", "train", Map.of("transcript", transcript)));
        }
        return rules.applied(Corpus.of("toy", utterances), "transcript");
    }
}
