package org.speechbench.tasks.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TinyCorpora;
import org.speechbench.tasks.Trial;

class AsvTaskTest {
    private final AsvTask task = new AsvTask();

    /** Speakers with four utterances each. */
    private static Corpus corpus(Map<String, List<String>> speakersBySplit) {
        List<Utterance> utterances = new ArrayList<>();
        speakersBySplit.forEach((split, speakers) -> {
            for (String speaker : speakers) {
                for (int i = 0; i < 4; i++) {
                    String id = "vox/wav/" + speaker + "/" + split + i + ".wav";
                    utterances.add(new Utterance(id, Path.of(id), 16_000, speaker, split, Map.of()));
                }
            }
        });
        return TinyCorpora.corpus(utterances);
    }

    private static Corpus corpus() {
        return corpus(Map.of("train", List.of("a", "b", "c"), "dev", List.of("d", "e"), "test", List.of("f", "g")));
    }

    @Test
    void only_speakers_of_training_are_classes() {
        TargetEncoder targets = task.targets(corpus());
        assertThat(targets.names()).containsExactly("a", "b", "c");
        assertThat(corpus().utterances())
                .allSatisfy(u -> assertThat(targets.encode(u)).hasSize(u.split().equals("train") ? 1 : 0));
    }

    @Test
    void a_speaker_of_two_splits_is_an_error() {
        for (String other : List.of("dev", "test")) {
            Map<String, List<String>> splits = new HashMap<>(
                    Map.of("train", List.of("a", "b"), "dev", List.of("d", "e"), "test", List.of("f", "g")));
            splits.put(other, List.of("x", "b"));
            assertRefused(() -> task.folds(corpus(splits)), other, "b for one");
        }
    }

    @Test
    void trials_are_of_held_out_speakers_half_of_them_targets_and_never_across_splits() {
        Corpus corpus = corpus();
        Map<String, Utterance> byId = corpus.utterances().stream().collect(Collectors.toMap(Utterance::id, u -> u));
        List<Trial> trials = task.trials(corpus);
        assertThat(trials).doesNotHaveDuplicates().allSatisfy(trial -> {
            Utterance first = byId.get(trial.first());
            Utterance second = byId.get(trial.second());
            assertThat(Set.of("dev", "test")).contains(first.split());
            assertThat(second.split()).isEqualTo(first.split());
            assertThat(first.speaker().equals(second.speaker())).isEqualTo(trial.target());
        });
        // Six pairs of four utterances, four speakers.
        assertThat(trials.stream().filter(Trial::target)).hasSize(24);
        assertThat(trials.stream().filter(t -> !t.target())).hasSizeBetween(16, 24);
    }

    @Test
    void the_order_of_a_corpus_does_not_change_its_trials() {
        List<Utterance> reversed = new ArrayList<>(corpus().utterances());
        Collections.reverse(reversed);
        assertThat(task.trials(TinyCorpora.corpus(reversed))).isEqualTo(task.trials(corpus()));
    }

    @Test
    void a_split_of_one_speaker_has_no_trials() {
        Corpus one = corpus(Map.of("train", List.of("a", "b"), "dev", List.of("d", "e"), "test", List.of("f")));
        assertRefused(() -> task.trials(one), "'test'");
    }

    @Test
    void a_list_names_utterances_by_the_end_of_their_path(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(
                folder.resolve("trials.txt"),
                "\uFEFF1 f/test0.wav f/test1.wav\n\n0 f/test0.wav\u00A0vox/wav/g/test3.wav\n");
        assertThat(TrialList.read(list, corpus(), BadItems.refused()))
                .containsExactly(
                        new Trial("vox/wav/f/test0.wav", "vox/wav/f/test1.wav", true),
                        new Trial("vox/wav/f/test0.wav", "vox/wav/g/test3.wav", false));
    }

    @Test
    void a_line_that_is_no_trial_of_the_corpus_is_named(@TempDir Path folder) throws IOException {
        for (String bad : List.of(
                "1 f/test0.wav",
                "2 f/test0.wav f/test1.wav",
                "1 f/test9.wav f/test1.wav",
                "0 test0.wav f/test1.wav",
                "1 f/test0.wav f/test0.wav")) {
            Path list = Files.writeString(folder.resolve("trials.txt"), "1 f/test0.wav f/test1.wav\n" + bad + "\n");
            assertThatThrownBy(() -> TrialList.read(list, corpus(), BadItems.refused()))
                    .as(bad)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("trials.txt:2");
        }
    }
}
