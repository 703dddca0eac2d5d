package org.speechbench.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.core.Progress;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FeatureCache;
import org.speechbench.downstream.testing.SyllableSpeech;
import org.speechbench.downstream.testing.SyllableUpstream;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.tasks.Preset;
import org.speechbench.tasks.qbe.QbeTask;

class SearchRunTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    @Test
    void queries_are_found_by_the_layer_that_carries_them_and_dev_chooses_it() {
        CellResult result = run(null, null);
        assertThat(result.tests()).singleElement().satisfies(test -> {
            assertThat(test.score().value()).isGreaterThan(60);
            assertThat(test.predictions()).hasSize(6 * 40);
        });
        assertThat(result.weights().get(0).weights()).containsExactly(0.0, 0.0, 1.0);
        assertThat(result.grid()).hasSize(SyllableUpstream.LAYERS * 3);
        assertThat(result.grid().get(0).decisions()).containsExactly("layer 0, exp_cosine");
        assertThat(result.head().description()).isEqualTo("subsequence_dtw()");
        assertThat(result.head().parameters()).isZero();
        assertThat(result.learningRate()).isNull();
    }

    @Test
    void a_layer_of_noise_finds_less() {
        double noise = run(0, null).tests().get(0).score().value();
        CellResult speech = run(2, null);
        assertThat(noise).isLessThan(speech.tests().get(0).score().value() / 2);
        assertThat(speech.grid()).hasSize(3);
        assertThat(speech.weights().get(0).weights()).containsExactly(1.0);
    }

    @Test
    void the_same_search_gives_the_same_answers() {
        assertThat(run(2, null).tests()).isEqualTo(run(2, null).tests());
    }

    @Test
    void a_learning_rate_is_refused_since_nothing_is_trained() {
        assertRefused(() -> run(null, List.of(1e-3)), "nothing is trained");
        assertRefused(() -> run(9, null), "layer 9");
    }

    private static CellResult run(@Nullable Integer layer, @Nullable List<Double> rates) {
        CellRequest request = new CellRequest(
                "qbe",
                new SyllableUpstream(ENGINE, 0, 0),
                Precision.FP32,
                new QbeTask(),
                Preset.QUICK,
                corpus(),
                List.of(7L),
                new CellOptions(rates, null, 0, false, false, layer, List.of(), 0));
        return new TaskRun(ENGINE, FeatureCache.none(), SyllableSpeech::read, Progress.silent())
                .run(request)
                .get(0);
    }

    /**
     * 40 documents of every syllable in some order; queries are two syllables that some have one after the other. Were a
     * syllable not in a document, its nearest frame would pass for it: distances are scaled by document.
     */
    private static Corpus corpus() {
        List<Utterance> all = new ArrayList<>();
        List<Utterance> documents = new ArrayList<>();
        Random random = new Random(4);
        for (int i = 0; i < 40; i++) {
            List<String> syllables = new ArrayList<>(List.of("1", "2", "3", "4", "5"));
            Collections.shuffle(syllables, random);
            documents.add(SyllableSpeech.utterance("document" + i, "documents", i % 4, syllables));
        }
        documents.forEach(d -> all.add(labelled(d, "documents", "")));
        List<String> queries =
                List.of("1 2", "3 4", "5 1", "2 5", "4 1", "3 2", "2 1", "4 3", "1 5", "5 2", "1 4", "2 3");
        for (int i = 0; i < queries.size(); i++) {
            String split = i < 6 ? "dev" : "test";
            String asked = queries.get(i);
            Utterance query = SyllableSpeech.utterance("query" + i, split, 0, List.of(asked.split(" ")));
            String matches = documents.stream()
                    .filter(d -> d.label("syllables").contains(asked))
                    .map(Utterance::id)
                    .collect(Collectors.joining(" "));
            all.add(labelled(query, split, matches));
        }
        return Corpus.of("search", all);
    }

    private static Utterance labelled(Utterance u, String split, String matches) {
        return new Utterance(
                u.id(),
                u.audio(),
                0,
                u.speaker(),
                split,
                Map.of("matches", matches, "syllables", u.label("syllables"), "speaker", u.label("speaker")));
    }
}
