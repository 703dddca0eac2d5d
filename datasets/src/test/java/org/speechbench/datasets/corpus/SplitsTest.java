package org.speechbench.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.speechbench.datasets.corpus.Division.By;

class SplitsTest {
    private static final Corpus LIBRI =
            corpus("train-clean-100", "train-clean-360", "dev-clean", "dev-other", "test-clean", "test-other", "extra");

    @Test
    void without_a_choice_a_corpus_is_unchanged() {
        assertThat(Splits.unchanged().of(LIBRI)).isSameAs(LIBRI);
    }

    @Test
    void several_splits_become_one_and_the_other_roles_keep_their_own() {
        Corpus joined = splits(List.of("train-clean-100", "train-clean-360"), List.of(), List.of())
                .of(LIBRI);
        assertThat(joined.splits()).containsExactly("dev-clean", "dev-other", "test-clean", "test-other", "train");
        assertThat(joined.split("train")).hasSize(40);
        assertThat(joined.name()).isEqualTo("libri:train=train-clean-100+train-clean-360");
    }

    @Test
    void a_named_role_leaves_out_the_splits_that_are_not_named() {
        Corpus chosen = splits(List.of("train-clean-100"), List.of("dev-other"), List.of("test-other", "dev-clean"))
                .of(LIBRI);
        assertThat(chosen.splits()).containsExactly("dev", "test-dev-clean", "test-other", "train");
        assertThat(splits(List.of(), List.of(), List.of("extra")).of(LIBRI).splits())
                .contains("test", "train-clean-100")
                .doesNotContain("test-clean", "extra");
    }

    @Test
    void speakers_that_are_taken_are_in_no_other_split_and_do_not_depend_on_the_order() {
        Splits splits = divided(By.SPEAKER, 0.2, 0.2);
        Corpus divided = splits.of(LIBRI);
        assertThat(divided.split("train")).hasSize(12);
        assertThat(divided.split("dev")).hasSize(4);
        assertThat(divided.split("test")).hasSize(4);
        assertThat(Stream.of("train", "dev", "test")
                        .flatMap(split -> divided.split(split).stream()
                                .map(Utterance::speaker)
                                .distinct())
                        .toList())
                .hasSize(10)
                .doesNotHaveDuplicates();
        List<Utterance> mixed = new ArrayList<>(LIBRI.utterances());
        Collections.shuffle(mixed, new Random(1));
        assertThat(bySplit(splits.of(Corpus.of("libri", mixed)))).isEqualTo(bySplit(divided));
    }

    @Test
    void every_speaker_has_utterances_in_every_split_if_utterances_are_taken() {
        List<Utterance> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(utterance("u" + i, "s" + i % 4, "all"));
        }
        many.add(utterance("alone", "s9", "all"));
        Splits splits = new Splits(List.of("all"), List.of(), List.of(), new Division(By.UTTERANCE, 0.1, 0.2));
        Corpus divided = splits.of(Corpus.of("c", many));
        assertThat(divided.split("test")).hasSize(8);
        assertThat(divided.split("dev")).hasSize(4);
        assertThat(divided.split("dev").stream().map(Utterance::speaker)).doesNotHaveDuplicates();
        assertThat(divided.split("train")).extracting(Utterance::id).contains("alone");
    }

    @Test
    void without_a_train_of_that_name_all_splits_whose_names_begin_so_are_divided() {
        Division division = new Division(By.SPEAKER, 0.25, 0.25);
        Corpus divided = new Splits(List.of(), List.of(), List.of(), division).of(LIBRI);
        List<String> both = List.of("train-clean-100", "train-clean-360");
        Corpus named = new Splits(both, List.of(), List.of(), division).of(LIBRI);
        assertThat(divided.name()).isEqualTo(named.name()).contains("train=train-clean-100+train-clean-360");
        assertThat(bySplit(divided)).isEqualTo(bySplit(named));
    }

    @Test
    void speakers_with_too_few_utterances_to_divide_are_refused() {
        List<Utterance> pairs = Stream.of("a", "b", "c", "d")
                .map(id -> utterance(id, id.compareTo("c") < 0 ? "s1" : "s2", "train"))
                .toList();
        Splits splits = new Splits(List.of(), List.of(), List.of(), new Division(By.UTTERANCE, 0.1, 0.1));
        assertRefused(() -> splits.of(Corpus.of("c", pairs)), "no speaker in train", "by speaker");
    }

    @Test
    void a_drawn_split_takes_the_place_of_the_corpus_own_and_a_share_of_0_does_not() {
        Corpus divided = divided(By.SPEAKER, 0.2, 0).of(LIBRI);
        assertThat(divided.splits()).containsExactly("dev", "test-clean", "test-other", "train");
    }

    @Test
    void what_cannot_be_chosen_says_why() {
        assertRefused(
                () -> splits(List.of("train-clean-10"), List.of(), List.of()).of(LIBRI),
                "train-clean-10",
                "train-clean-100");
        assertRefused(() -> splits(List.of("dev-clean"), List.of("dev-clean"), List.of()), "named twice");
        assertRefused(
                () -> new Splits(List.of("a"), List.of("b"), List.of(), new Division(By.SPEAKER, 0.1, 0)),
                "Leave out one");
        assertRefused(() -> new Division(By.SPEAKER, 0.5, 0.5), "between 0 and 1");
        assertRefused(() -> new Division(By.UTTERANCE, 0, 0), "between 0 and 1");
        Splits none = new Splits(List.of(), List.of(), List.of(), new Division(By.SPEAKER, 0.1, 0.1));
        assertRefused(() -> none.of(corpus("all")), "no split 'train'", "train: [all]");
        Corpus few = Corpus.of("c", List.of(utterance("a", "s1", "train"), utterance("b", "s2", "train")));
        assertRefused(() -> none.of(few), "2 speakers", "too few");
        Corpus unknown = Corpus.of("c", List.of(utterance("a", "", "train")));
        assertRefused(() -> none.of(unknown), "some utterances have none");
    }

    private static Splits splits(List<String> train, List<String> dev, List<String> test) {
        return new Splits(train, dev, test, Division.none());
    }

    private static Splits divided(By by, double dev, double test) {
        return new Splits(List.of("train-clean-100"), List.of(), List.of(), new Division(by, dev, test));
    }

    private static Map<String, List<String>> bySplit(Corpus corpus) {
        return corpus.utterances().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .collect(Collectors.groupingBy(
                        Utterance::split, Collectors.mapping(Utterance::id, Collectors.toList())));
    }

    /** Every split has ten speakers of two utterances each. */
    private static Corpus corpus(String... splits) {
        List<Utterance> utterances = new ArrayList<>();
        for (String split : splits) {
            for (int i = 0; i < 20; i++) {
                utterances.add(utterance(split + "/" + i, split + "-s" + i / 2, split));
            }
        }
        return Corpus.of("libri", utterances);
    }

    private static Utterance utterance(String id, String speaker, String split) {
        return new Utterance(id, Path.of(id), 16_000, speaker, split, Map.of());
    }
}
