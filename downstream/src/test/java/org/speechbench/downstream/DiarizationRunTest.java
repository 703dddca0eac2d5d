package org.speechbench.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.speechbench.tasks.sd.SdTask;

class DiarizationRunTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final double FRAME_SECONDS = 0.02;
    private static final int FRAME = 320;

    @Test
    void who_speaks_when_is_learnt_whoever_speaks_first_and_dev_chooses_how_it_is_decided() {
        CellRequest request = new CellRequest(
                "sd",
                new SyllableUpstream(ENGINE, 0),
                Precision.FP32,
                new SdTask(),
                Preset.QUICK,
                corpus(),
                List.of(7L),
                CellOptions.PROTOCOL.training(List.of(1e-2), 200));
        CellResult result = new TaskRun(ENGINE, FeatureCache.none(), SyllableSpeech::read, Progress.silent())
                .run(request)
                .get(0);
        assertThat(result.tests().get(0).score().value()).isLessThan(5);
        assertThat(result.grid()).singleElement().satisfies(rate -> assertThat(rate.decisions())
                .singleElement()
                .asString()
                .matches("threshold 0\\.\\d, no median filter"));
        assertThat(result.head().description()).isEqualTo("lstm_linear(hidden=128 layers=1)");
    }

    /** Speaker a says syllable 1, b syllable 2, both at once syllable 3; 4 is noise. A turn is too short for a filter of 11. */
    private static Corpus corpus() {
        List<Utterance> all = new ArrayList<>();
        for (Utterance u : SyllableSpeech.corpus(160).utterances()) {
            String turns = turns(SyllableSpeech.read(u).samples());
            if (!turns.isEmpty()) {
                all.add(new Utterance(
                        u.id(),
                        u.audio(),
                        0,
                        u.speaker(),
                        u.split(),
                        Map.of("turns", turns, "syllables", u.label("syllables"), "speaker", u.label("speaker"))));
            }
        }
        return Corpus.of("turns", all);
    }

    private static String turns(float[] samples) {
        List<String> turns = new ArrayList<>();
        for (int t = 0; t < samples.length / FRAME; t++) {
            int code = Math.round(samples[t * FRAME] * 16);
            if (code == 1 || code == 3) {
                turns.add(turn("a", t));
            }
            if (code == 2 || code == 3) {
                turns.add(turn("b", t));
            }
        }
        return String.join(" ", turns);
    }

    private static String turn(String speaker, int frame) {
        return String.format(Locale.ROOT, "%s:%.2f-%.2f", speaker, frame * FRAME_SECONDS, (frame + 1) * FRAME_SECONDS);
    }
}
