package org.speechbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Score;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** What every task must keep to. A task's test extends this and brings a corpus of a few utterances. */
public abstract class TaskContractTest {
    private final Task task;
    private final Corpus corpus;
    private final Utterance unknown;
    private final String unknownSymbol;

    /**
     * @param corpus one with every split the task needs; its audio is never read
     * @param unknown an utterance whose label has a symbol or class that the inventory lacks
     * @param unknownSymbol the part of that label that the error must name
     */
    protected TaskContractTest(Task task, Corpus corpus, Utterance unknown, String unknownSymbol) {
        this.task = task;
        this.corpus = corpus;
        this.unknown = unknown;
        this.unknownSymbol = unknownSymbol;
    }

    protected final Task task() {
        return task;
    }

    protected final Corpus corpus() {
        return corpus;
    }

    /** An answer that is wrong for the first utterance of the corpus. */
    protected List<String> wrong() {
        return List.of("?");
    }

    /** The score of predictions without error. */
    protected double perfect() {
        return task().card().metric().direction() == Metric.Direction.LOWER_IS_BETTER ? 0 : 100;
    }

    @Test
    void the_service_loader_finds_it_under_its_name() {
        assertThat(ServiceLoader.load(Task.class))
                .filteredOn(t -> t.name().equals(task.name()))
                .hasExactlyElementsOfTypes(task.getClass());
    }

    @Test
    void its_name_can_stand_in_results() {
        assertThat(task.name()).matches("[a-z][a-z0-9_]{1,63}");
    }

    @Test
    void its_card_is_complete() {
        TaskCard card = task.card();
        assertThat(List.of(card.title(), card.reference(), card.labels())).noneMatch(String::isBlank);
        assertThat(card.category()).isIn("content", "speaker", "paralinguistics", "semantics");
        assertThat(card.version()).isPositive();
        assertThat(card.metric()).isEqualTo(task.scorer().metric());
    }

    @Test
    void folds_name_splits_of_the_corpus_and_keep_test_out_of_training() {
        assertThat(task.folds(corpus)).isNotEmpty().allSatisfy(fold -> {
            Set<String> train = ids(fold.train());
            Set<String> dev = ids(fold.dev());
            assertThat(train).isNotEmpty().doesNotContainAnyElementsOf(dev);
            assertThat(dev).isNotEmpty();
            assertThat(fold.tests()).isNotEmpty();
            for (String test : fold.tests()) {
                assertThat(ids(List.of(test))).isNotEmpty().doesNotContainAnyElementsOf(train);
                assertThat(ids(List.of(test))).doesNotContainAnyElementsOf(dev);
            }
        });
        assertThat(task.folds(corpus)).extracting(Fold::name).doesNotHaveDuplicates();
    }

    @Test
    void a_corpus_without_the_splits_is_refused_and_the_error_names_what_is_there() {
        Corpus other = TinyCorpora.corpus(corpus.utterances().stream()
                .map(u -> TinyCorpora.inSplit(u, "elsewhere"))
                .toList());
        assertThatThrownBy(() -> task.folds(other))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void an_empty_label_is_refused_and_the_error_names_the_utterance() {
        List<Utterance> utterances = new ArrayList<>(corpus.utterances());
        Utterance blank = TinyCorpora.labelled(utterances.get(0), task.card().labels(), " ");
        utterances.set(0, blank);
        assertThatThrownBy(() -> task.folds(TinyCorpora.corpus(utterances)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(blank.id());
    }

    @Test
    void every_class_has_one_name() {
        TargetEncoder targets = task.targets(corpus);
        assertThat(targets.names()).hasSize(targets.classes()).doesNotHaveDuplicates();
        assertThat(targets.classes()).isGreaterThan(1);
    }

    @Test
    void what_is_encoded_decodes_to_the_reference() {
        TargetEncoder targets = task.targets(corpus);
        assertThat(corpus.utterances()).allSatisfy(u -> {
            int[] target = targets.encode(u);
            assertThat(target).isNotEmpty();
            assertThat(IntStream.of(target)).allMatch(c -> c >= 0 && c < symbols(targets.classes()));
            assertThat(targets.decode(ctc() ? path(target) : target)).isEqualTo(task.reference(u));
        });
    }

    @Test
    void a_ctc_target_has_no_blanks() {
        TargetEncoder targets = task.targets(corpus);
        assertThat(corpus.utterances()).allSatisfy(u -> {
            if (ctc()) {
                assertThat(targets.encode(u)).doesNotContain(0);
            } else if (!frames()) {
                assertThat(targets.encode(u)).hasSize(targets.groups().size());
            }
        });
    }

    @Test
    void an_unknown_symbol_is_refused_and_the_error_names_utterance_and_symbol() {
        TargetEncoder targets = task.targets(corpus);
        assertThatThrownBy(() -> targets.encode(unknown))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(unknown.id())
                .hasMessageContaining("'" + unknownSymbol + "'");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void recipes_can_be_trained(Preset preset) {
        Recipe recipe = task.recipe(preset, task.targets(corpus).classes());
        assertThat(recipe.head()).matches("[a-z][a-z0-9_]{1,63}");
        assertThat(recipe.objective()).isNotBlank();
        assertThat(recipe.parameters().values()).allMatch(v -> Double.isFinite(v) && v >= 0);
        assertThat(recipe.batch()).isPositive();
        assertThat(recipe.evaluateEvery()).isPositive();
        assertThat(recipe.steps()).isGreaterThanOrEqualTo(recipe.evaluateEvery());
        assertThat(recipe.steps() % recipe.evaluateEvery())
                .as("the last step is looked at")
                .isZero();
        assertThat(recipe.learningRates()).isNotEmpty().doesNotHaveDuplicates().allMatch(rate -> rate > 0 && rate < 1);
        assertThat(recipe.clip()).isPositive();
    }

    @Test
    void perfect_predictions_score_perfectly() {
        List<Prediction> predictions = perfectPredictions();
        Score score = task.scorer().score(predictions);
        assertThat(score.metric()).isEqualTo(task.card().metric());
        assertThat(score.value()).isEqualTo(perfect());
        assertThat(score.n()).isEqualTo(predictions.size());
        Score.Interval interval = score.interval();
        if (interval != null) {
            assertThat(perfect()).isBetween(interval.low(), interval.high());
        }
    }

    @Test
    void a_wrong_prediction_scores_worse() {
        Score score = task.scorer().score(oneWrong());
        assertThat(task.card().metric().better(perfect(), score.value())).isTrue();
    }

    @Test
    void the_same_predictions_in_any_order_give_the_same_score_and_interval() {
        List<Prediction> reversed = new ArrayList<>(oneWrong());
        Collections.reverse(reversed);
        Score score = task.scorer().score(oneWrong());
        assertThat(task.scorer().score(reversed)).isEqualTo(score);
    }

    @Test
    void folds_count_the_same_however_many_utterances_they_have() {
        List<Prediction> fold = perfectPredictions();
        List<Prediction> wrong = oneWrong().subList(0, 1);
        Score score = task.scorer().scoreFolds(List.of(fold, wrong));
        double mean = (perfect() + task.scorer().score(wrong).value()) / 2;
        assertThat(score.value()).isEqualTo(mean);
        assertThat(score.n()).isEqualTo(fold.size() + 1);
    }

    @Test
    void nothing_has_no_score() {
        assertThatIllegalArgumentException().isThrownBy(() -> task.scorer().score(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> task.scorer().scoreFolds(List.of()));
    }

    private boolean ctc() {
        return task.recipe(Preset.QUICK, 2).objective().equals("ctc");
    }

    /** Whether every frame has a target: any set of classes. */
    private boolean frames() {
        return task.recipe(Preset.QUICK, 2).objective().equals("pit");
    }

    private int symbols(int classes) {
        return frames() ? 1 << classes : classes;
    }

    /** Each label on two frames, with a blank before it. */
    private static int[] path(int[] target) {
        int[] path = new int[3 * target.length];
        for (int i = 0; i < target.length; i++) {
            path[3 * i + 1] = target[i];
            path[3 * i + 2] = target[i];
        }
        return path;
    }

    private Set<String> ids(List<String> splits) {
        Set<String> ids = new HashSet<>();
        splits.forEach(s -> corpus.split(s).forEach(u -> ids.add(u.id())));
        return ids;
    }

    private List<Prediction> perfectPredictions() {
        return corpus.utterances().stream()
                .map(u -> new Prediction(u.id(), u.speaker(), task.reference(u), task.reference(u)))
                .toList();
    }

    private List<Prediction> oneWrong() {
        List<Prediction> predictions = new ArrayList<>(perfectPredictions());
        Prediction first = predictions.get(0);
        predictions.set(0, new Prediction(first.id(), first.speaker(), first.reference(), wrong()));
        return predictions;
    }
}
