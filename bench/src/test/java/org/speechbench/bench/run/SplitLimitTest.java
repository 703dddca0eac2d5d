package org.speechbench.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.speechbench.bench.Services;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Task;

class SplitLimitTest {
    private static final List<String> WORDS = List.of("bed", "cat", "dog", "go", "no", "on", "yes");

    private final List<Utterance> sorted = utterances();

    @Test
    void each_class_is_taken_in_turn_the_same_ones_in_every_split() {
        Task ks = Services.load().tasks().get("ks");
        Corpus cut = new SplitLimit(10, 3).cut(corpus(sorted), ks, TargetKind.CLASSES);
        Map<String, Long> train = counts(cut, "train");
        assertThat(train).hasSize(7);
        assertThat(train.values()).allMatch(n -> n == 1 || n == 2);
        assertThat(new SplitLimit(4, 3).cut(corpus(sorted), ks, TargetKind.CLASSES))
                .satisfies(few -> assertThat(counts(few, "train").keySet())
                        .hasSize(4)
                        .isEqualTo(counts(few, "test").keySet()));
    }

    @Test
    void a_verification_keeps_pairs_of_one_speaker() {
        Task asv = Services.load().tasks().get("asv");
        Corpus cut = new SplitLimit(6, 1).cut(corpus(sorted), asv, TargetKind.PAIRED_CLASSES);
        assertThat(cut.split("test").stream().collect(Collectors.groupingBy(Utterance::speaker)))
                .hasSize(3)
                .allSatisfy((speaker, own) -> assertThat(own).hasSize(2));
    }

    @Test
    void without_classes_the_seed_draws_whatever_the_order_of_the_manifest() {
        Corpus cut = new SplitLimit(5, 1).cut(corpus(sorted));
        List<Utterance> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);
        assertThat(new SplitLimit(5, 1).cut(corpus(shuffled)).utterances())
                .containsExactlyInAnyOrderElementsOf(cut.utterances());
        assertThat(cut.split("dev"))
                .hasSize(5)
                .isNotEqualTo(corpus(sorted).split("dev").subList(0, 5));
        assertThat(new SplitLimit(5, 2).cut(corpus(sorted)).utterances()).isNotEqualTo(cut.utterances());
        assertThat(new SplitLimit(0, 1).cut(corpus(sorted)).utterances()).isEqualTo(sorted);
    }

    private static Map<String, Long> counts(Corpus corpus, String split) {
        return corpus.split(split).stream()
                .collect(Collectors.groupingBy(u -> u.label("label"), Collectors.counting()));
    }

    private static Corpus corpus(List<Utterance> utterances) {
        return Corpus.of("c", utterances);
    }

    /** Sorted by split and word, as prepare writes Speech Commands. */
    private static List<Utterance> utterances() {
        List<Utterance> all = new ArrayList<>();
        for (String split : List.of("train", "dev", "test")) {
            for (String word : WORDS) {
                for (int i = 0; i < 5; i++) {
                    String id = split + "/" + word + i + ".wav";
                    all.add(new Utterance(id, Path.of(id), 1, "S" + word + split, split, Map.of("label", word)));
                }
            }
        }
        return all;
    }
}
