package org.speechbench.downstream.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Head;
import org.speechbench.downstream.head.HeadContext;
import org.speechbench.downstream.head.LinearCtc;
import org.speechbench.downstream.head.MeanPoolLinear;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableTask;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.HostWaits;
import org.speechbench.tasks.Recipe;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.hubert.HubertProvider;

/**
 * How often heads would wait for a GPU, in training, for which the states come from the host as from a cache, and to
 * obtain the states.
 */
class HeadWaitsTest {
    private static final int CLASSES = 4;

    private static EngineContext engine;
    private static EngineContext host;

    @BeforeAll
    static void start() {
        engine = EngineContext.on(HostWaits.DEVICE);
        host = EngineContext.cpu();
    }

    @AfterAll
    static void stop() {
        engine.close();
        host.close();
    }

    /** Reads are those of the norm and the loss. */
    @Test
    void a_step_reads_at_most_two_arrays_and_creates_none() {
        assertWaits(
                new MeanPoolLinear().create(new HeadContext(SyllableUpstream.DIM, CLASSES, 50, Map.of("hidden", 8.0))),
                new CrossEntropyObjective());
        assertWaits(
                new LinearCtc().create(new HeadContext(SyllableUpstream.DIM, CLASSES, 50, Map.of("hidden", 3.0))),
                new CtcObjective());
    }

    @Test
    void the_states_of_an_utterance_are_read_back_once() {
        List<Utterance> utterances = SyllableSpeech.corpus(8).split("train").subList(0, 2);
        UpstreamSpec spec = UpstreamSpec.of("hubert", "test", 5, Precision.FP32);
        try (Upstream upstream = new HubertProvider().open(engine, spec);
                Progress.Stage stage = Progress.silent().start("", 0)) {
            FrozenFeatures features =
                    new FrozenFeatures(engine, FeatureCache.none(), upstream, Precision.FP32, SyllableSpeech::read);
            HostWaits waits = HostWaits.of(() -> features.prepare(utterances, Pooling.MEAN, stage));
            assertThat(waits.reads()).isEqualTo(utterances.size());
            assertThat(waits.creations()).isZero();
        }
    }

    private static void assertWaits(Head head, HeadObjective objective) {
        List<Utterance> utterances = SyllableSpeech.corpus(8).split("train");
        List<Example> examples = utterances.stream()
                .limit(4)
                .map(u -> new Example(u, SyllableSpeech.read(u).length() / 320, new int[] {1}, List.of()))
                .toList();
        Recipe recipe = new Recipe("head", Map.of(), "", new Recipe.Schedule(60, 4, 50), List.of(1e-2));
        SyllableTask task = SyllableTask.speakers();
        Scoring scoring = new Scoring(task.targets(SyllableSpeech.corpus(8)), task.scorer(), List.of(), 50);
        DownstreamModel.Options options = new DownstreamModel.Options(
                objective, List.of(CLASSES), SyllableUpstream.LAYERS, SyllableUpstream.DIM, false, false);
        FrozenFeatures features = new FrozenFeatures(
                host, FeatureCache.none(), new SyllableUpstream(host, 0), Precision.FP32, SyllableSpeech::read);
        try (DownstreamModel model = new DownstreamModel(engine, head, options);
                Progress.Stage stage = Progress.silent().start("", 0)) {
            features.prepare(utterances, model.pooling(), stage);
            DownstreamTrainer trainer = new DownstreamTrainer(engine, model, recipe, features, scoring, 1);
            try (HeadTraining training = trainer.start(examples, examples, 1e-2, 0)) {
                training.advance(2, stage);
                HostWaits waits = HostWaits.of(() -> training.advance(3, stage));
                assertThat(waits.reads()).isLessThanOrEqualTo(2);
                assertThat(waits.creations()).isZero();
            }
        }
    }
}
