package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.BilstmCtc;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.LinearCtc;
import org.speechbench.downstream.head.MeanPoolLinear;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.head.StatisticsEmbedding;
import org.speechbench.downstream.head.StatisticsPoolLinear;
import org.speechbench.downstream.head.XVector;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableTask;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.device.DeviceMemory;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Trial;
import org.speechbench.tasks.metric.EqualErrorRateScorer;

class DownstreamTrainerTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int L = SyllableUpstream.LAYERS;
    private static final int D = SyllableUpstream.DIM;

    @Test
    void an_utterance_gets_the_same_logits_in_every_batch() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new BilstmCtc()
                    .create(new HeadContext(
                            D, 6, 50, Map.of("projection", 8.0, "hidden", 8.0, "stack_above_hz", 25.0)));
            List<Example> examples = examples(8);
            BatchBuilder builder = builder(features(Pooling.NONE), head, Pooling.NONE, null);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options(new CtcObjective(), 6))) {
                List<NDArray> w = weights(m, model);
                NDArray batch = model.logits(m, builder.build(memory(m), examples, Standardization.NONE, null), w);
                int row = (int) (batch.size() / examples.size());
                for (int b = 0; b < examples.size(); b++) {
                    float[] alone = model.logits(
                                    m,
                                    builder.build(memory(m), List.of(examples.get(b)), Standardization.NONE, null),
                                    w)
                            .toFloatArray();
                    float[] together = batch.get(b).toFloatArray();
                    assertThat(together).hasSize(row);
                    assertThat(Arrays.copyOf(together, alone.length))
                            .containsExactly(alone, within(TestEngine.tolerance(1e-5)));
                }
            }
        }
    }

    @Test
    void means_give_the_logits_that_all_frames_give() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new MeanPoolLinear().create(new HeadContext(D, 4, 50, Map.of("hidden", 8.0)));
            List<Example> examples = examples(8);
            BatchBuilder means = builder(features(Pooling.MEAN), head, Pooling.MEAN, null);
            BatchBuilder frames = builder(features(Pooling.NONE), head, Pooling.NONE, null);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options(new CrossEntropyObjective(), 4))) {
                assertThat(model.pooling()).isEqualTo(Pooling.MEAN);
                List<NDArray> w = weights(m, model);
                float[] pooled = model.logits(m, means.build(memory(m), examples, Standardization.NONE, null), w)
                        .toFloatArray();
                float[] full = model.logits(m, frames.build(memory(m), examples, Standardization.NONE, null), w)
                        .toFloatArray();
                assertThat(pooled).containsExactly(full, within(TestEngine.tolerance(1e-5)));
            }
        }
    }

    @Test
    void a_head_on_one_layer_sees_that_layer_alone() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new MeanPoolLinear().create(new HeadContext(D, 4, 50, Map.of("hidden", 8.0)));
            List<Example> examples = examples(4);
            for (Pooling pooling : List.of(Pooling.NONE, Pooling.MEAN)) {
                FrozenFeatures features = features(pooling);
                NDArray all = builder(features, head, pooling, null)
                        .build(memory(m), examples, Standardization.NONE, null)
                        .states()
                        .get(0);
                ByteBuffer second = all.get(1).toByteBuffer();
                NDArray one = builder(features, head, pooling, 1)
                        .build(memory(m), examples, Standardization.NONE, null)
                        .states()
                        .get(0);
                assertThat(one.getShape().get(0)).isEqualTo(1);
                assertThat(one.get(0).toByteBuffer()).isEqualTo(second);
            }
            DownstreamModel.Options options =
                    new DownstreamModel.Options(new CrossEntropyObjective(), List.of(4), L, D, false, false, 1);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options)) {
                assertThat(model.parameters().get(0).size()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_layer_that_is_not_there_is_refused() {
        assertRefused(
                () -> new DownstreamModel.Options(new CrossEntropyObjective(), List.of(4), L, D, false, false, L),
                "0 to " + (L - 1));
    }

    @Test
    void the_loss_of_groups_is_the_sum_of_theirs_and_each_has_its_best_class() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new MeanPoolLinear().create(new HeadContext(D, 5, 50, Map.of("hidden", 8.0)));
            List<Example> examples = utterances().stream()
                    .limit(3)
                    .map(u -> new Example(u, SyllableSpeech.read(u).length() / 320, new int[] {1, 2}, List.of()))
                    .toList();
            BatchBuilder builder = builder(features(Pooling.MEAN), head, Pooling.MEAN, null);
            DownstreamModel.Options options =
                    new DownstreamModel.Options(new CrossEntropyObjective(), List.of(2, 3), L, D, false, false);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options)) {
                List<NDArray> w = weights(m, model);
                Batch batch = builder.build(memory(m), examples, Standardization.NONE, null);
                NDList out = model.evaluate(m, batch, w);
                float[] logits = model.logits(m, batch, w).toFloatArray();
                long[] best = out.get(1).toLongArray();
                assertThat(out.get(1).getShape()).isEqualTo(new Shape(3, 2));
                for (int b = 0; b < 3; b++) {
                    float[] first = Arrays.copyOfRange(logits, 5 * b, 5 * b + 2);
                    float[] second = Arrays.copyOfRange(logits, 5 * b + 2, 5 * b + 5);
                    assertThat(out.get(0).getFloat(b))
                            .isCloseTo(
                                    (float) (crossEntropy(first, 1) + crossEntropy(second, 2)),
                                    within(TestEngine.tolerance(1e-5)));
                    assertThat(first[(int) best[2 * b]]).isEqualTo(Math.max(first[0], first[1]));
                    assertThat(second[(int) best[2 * b + 1]])
                            .isEqualTo(Math.max(second[0], Math.max(second[1], second[2])));
                }
            }
        }
    }

    @Test
    void a_cropped_utterance_has_the_frames_of_the_whole_one_from_there_on() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new LinearCtc().create(new HeadContext(D, 4, 50, Map.of("hidden", 3.0)));
            BatchBuilder builder = builder(features(Pooling.NONE), head, Pooling.NONE, null);
            Example whole = examples(1).get(0);
            int from = 2;
            int frames = whole.frames() - 3;
            short[] all = bits(builder.build(memory(m), List.of(whole), Standardization.NONE, null));
            Batch cut = builder.build(memory(m), List.of(whole.cropped(from, frames)), Standardization.NONE, null);
            assertThat(cut.lengths().toLongArray()).containsExactly(frames);
            short[] seen = bits(cut);
            assertThat(seen).hasSize(L * frames * D);
            for (int l = 0; l < L; l++) {
                int start = (l * whole.frames() + from) * D;
                assertThat(Arrays.copyOfRange(seen, l * frames * D, (l + 1) * frames * D))
                        .containsExactly(Arrays.copyOfRange(all, start, start + frames * D));
            }
        }
    }

    private static short[] bits(Batch batch) {
        ShortBuffer buffer = batch.states()
                .get(0)
                .toByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asShortBuffer();
        short[] bits = new short[buffer.remaining()];
        buffer.get(bits);
        return bits;
    }

    /** Logits of the head are cosines; 0.4 is taken from that of the right class, and 30 times all are softmax logits. */
    @Test
    void the_margin_is_taken_from_the_cosine_of_the_right_class() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new StatisticsEmbedding().create(new HeadContext(D, 4, 50, Map.of("size", 3.0)));
            List<Example> examples = examples(5);
            FrozenFeatures features = features(Pooling.STATISTICS);
            BatchBuilder builder = builder(features, head, Pooling.STATISTICS, null);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options(new AmSoftmaxObjective(), 4))) {
                List<NDArray> w = weights(m, model);
                Batch batch = builder.build(memory(m), examples, Standardization.of(features, examples), null);
                float loss = model.gradients(m, batch, w).get(0).getFloat();
                double expected = 0;
                float[] cosines = model.logits(m, batch, w).toFloatArray();
                for (int b = 0; b < 5; b++) {
                    float[] row = Arrays.copyOfRange(cosines, 4 * b, 4 * b + 4);
                    for (int c = 0; c < 4; c++) {
                        assertThat(row[c]).isBetween(-1.00001f, 1.00001f);
                        row[c] = 30 * (row[c] - (c == 1 ? 0.4f : 0));
                    }
                    expected += crossEntropy(row, 1) / 5;
                }
                assertThat(loss).isCloseTo((float) expected, within(1e-3f));
            }
        }
    }

    @Test
    void a_trial_is_answered_by_the_cosine_of_its_embeddings_and_only_if_both_utterances_are_there() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new XVector().create(new HeadContext(D, 4, 50, Map.of()));
            List<Example> examples = examples(3);
            List<String> ids = examples.stream().map(e -> e.utterance().id()).toList();
            List<Trial> trials = List.of(
                    new Trial(ids.get(0), ids.get(1), true),
                    new Trial(ids.get(2), ids.get(0), false),
                    new Trial(ids.get(0), "elsewhere", true));
            Scoring scoring = new Scoring(
                    SyllableTask.speakers().targets(SyllableSpeech.corpus(8)), new EqualErrorRateScorer(), trials, 50);
            BatchBuilder builder = builder(features(Pooling.NONE), head, Pooling.NONE, null);
            try (DownstreamModel model = new DownstreamModel(ENGINE, head, options(new AmSoftmaxObjective(), 4))) {
                List<NDArray> w = weights(m, model);
                List<Prediction> answers;
                try (BatchLoader loader =
                        new BatchLoader(ENGINE, model, features(Pooling.NONE), DeviceMemory.of(ENGINE.device()))) {
                    answers = new Evaluator(model, loader, scoring)
                            .evaluate(
                                    examples,
                                    w,
                                    Standardization.NONE,
                                    null,
                                    Progress.silent().start("", 0))
                            .predictions();
                }
                NDArray rows = model.evaluate(m, builder.build(memory(m), examples, Standardization.NONE, null), w)
                        .get(1);
                NDArray cosines = rows.matMul(rows.transpose());
                assertThat(answers)
                        .extracting(Prediction::id)
                        .containsExactly(trials.get(0).id(), trials.get(1).id());
                assertThat(answers).extracting(p -> p.reference().get(0)).containsExactly("target", "nontarget");
                assertThat(cosine(answers.get(0))).isCloseTo(cosines.getFloat(0, 1), within(1e-4f));
                assertThat(cosine(answers.get(1))).isCloseTo(cosines.getFloat(2, 0), within(1e-4f));
                assertThat(cosines.getFloat(1, 1)).isCloseTo(1, within(1e-4f));
            }
        }
    }

    /** The squared distance to 1 for the right class and 0 for the others, answered by the class with the largest output. */
    private record SquaredError() implements HeadObjective {
        @Override
        public String name() {
            return "squared_error";
        }

        @Override
        public List<Fragment> fragments(List<Integer> groups) {
            return List.of(
                    Fragment.text(
                            name(),
                            """
                    def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
                        right = torch.one_hot(targets.select(1, 0), y.size(1)).float()
                        return (y - right).square().sum([1])

                    def batch_loss(self, rows: Tensor, frames: Tensor) -> Tensor:
                        return rows.mean()

                    def answers(self, y: Tensor) -> Tensor:
                        return y.argmax(1).unsqueeze(1)
                    """));
        }

        @Override
        public AnswerReader answers() {
            return new LabelReader(false);
        }
    }

    @Test
    void an_objective_that_is_none_of_ours_is_trained_and_answers() {
        Head head = new MeanPoolLinear().create(new HeadContext(D, 4, 50, Map.of("hidden", 8.0)));
        List<Example> examples = examples(4);
        Recipe recipe = new Recipe(
                "mean_pool_linear", Map.of(), "squared_error", new Recipe.Schedule(60, 4, 20), List.of(1e-2));
        SyllableTask task = SyllableTask.speakers();
        Scoring scoring = new Scoring(task.targets(SyllableSpeech.corpus(8)), task.scorer(), List.of(), 50);
        FrozenFeatures features = features(Pooling.MEAN);
        try (DownstreamModel model = new DownstreamModel(ENGINE, head, options(new SquaredError(), 4));
                Progress.Stage stage = Progress.silent().start("", 0)) {
            try (DownstreamTrainer trainer = new DownstreamTrainer(ENGINE, model, recipe, features, scoring, 1);
                    Trained trained = trainer.train(examples, examples, 1e-2, stage)) {
                assertThat(trained.dev().loss()).isBetween(0.0, 0.5);
                assertThat(trainer.predict(examples, trained, stage))
                        .extracting(Prediction::hypothesis)
                        .containsOnly(List.of("1"));
            }
        }
    }

    private static float cosine(Prediction prediction) {
        return Float.parseFloat(prediction.hypothesis().get(0));
    }

    private static double crossEntropy(float[] logits, int target) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - logits[target];
    }

    @Test
    void statistics_are_standardised_over_the_training_utterances() {
        try (NDManager m = ENGINE.manager().newSubManager()) {
            Head head = new StatisticsPoolLinear().create(new HeadContext(D, 4, 50, Map.of()));
            List<Example> examples = examples(8);
            FrozenFeatures features = features(Pooling.STATISTICS);
            BatchBuilder builder = builder(features, head, Pooling.STATISTICS, null);
            NDArray states = builder.build(memory(m), examples, Standardization.of(features, examples), null)
                    .states()
                    .get(0);
            assertThat(states.getShape()).isEqualTo(new Shape(L, 8, 2, D));
            NDArray mean = states.mean(new int[] {1});
            NDArray square = states.square().mean(new int[] {1});
            for (float value : mean.toFloatArray()) {
                assertThat(value).isCloseTo(0, within(1e-3f));
            }
            for (float value : square.toFloatArray()) {
                assertThat(value).satisfiesAnyOf(v -> assertThat(v).isCloseTo(1, within(1e-3f)), v -> assertThat(v)
                        .isZero());
            }
            assertThat(square.max().getFloat()).isCloseTo(1, within(1e-3f));
        }
    }

    private static BatchBuilder builder(
            FrozenFeatures features, Head head, Pooling pooling, @Nullable Integer onlyLayer) {
        StateForm form = StateForm.of(L, D, onlyLayer);
        return new BatchBuilder(features, head, pooling, form, new CachedFrames(features, form));
    }

    private static BatchMemory memory(NDManager manager) {
        return new BatchMemory(manager, new HostBuffers());
    }

    private static DownstreamModel.Options options(HeadObjective objective, int classes) {
        return new DownstreamModel.Options(objective, List.of(classes), L, D, false, false);
    }

    private static List<NDArray> weights(NDManager m, DownstreamModel model) {
        return ParameterSet.random(m, model.parameters(), new SplittableRandom(1))
                .list();
    }

    private static List<Utterance> utterances() {
        return SyllableSpeech.corpus(8).split("train");
    }

    private static FrozenFeatures features(Pooling pooling) {
        FrozenFeatures features = new FrozenFeatures(
                ENGINE, FeatureCache.none(), new SyllableUpstream(ENGINE, 0), Precision.FP32, SyllableSpeech::read);
        try (Progress.Stage stage = Progress.silent().start("features", 0)) {
            features.prepare(utterances(), pooling, stage);
        }
        return features;
    }

    private static List<Example> examples(int n) {
        return utterances().stream()
                .limit(n)
                .map(u -> new Example(u, SyllableSpeech.read(u).length() / 320, new int[] {1}, List.of()))
                .toList();
    }
}
