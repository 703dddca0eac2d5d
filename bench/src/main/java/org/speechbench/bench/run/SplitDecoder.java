package org.speechbench.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.config.FinetuneEntry;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.tasks.Prediction;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.decode.Alphabet;
import org.speechbench.tasks.decode.ArpaModel;
import org.speechbench.tasks.decode.BeamSearch;
import org.speechbench.tasks.decode.NgramModel;
import org.speechbench.tasks.text.Ctc;
import org.speechbench.upstream.finetune.CtcRecognizer;

/**
 * Decodes test splits with a recogniser: greedily, and with a language model if there is one.
 *
 * @param words the decoder with the language model; null if there is no language model
 */
record SplitDecoder(
        FinetuneStage.LabelledCorpus labelled,
        CtcRecognizer recognizer,
        WaveformReader reader,
        @Nullable WordSearch words) {
    static final String GREEDY = "greedy";

    /**
     * The maximum distance in nats of the log-probability of a symbol from that of the best symbol of its frame at
     * which it is still followed.
     */
    private static final double THRESHOLD = 10;

    /** A beam search with its language model. */
    record WordSearch(BeamSearch search, Alphabet alphabet, NgramModel model, String name) {}

    /** @throws UserError if the language model cannot be read, or contains no word of the transcripts */
    static SplitDecoder of(
            FinetuneEntry.Decoding decoding,
            FinetuneStage.LabelledCorpus labelled,
            CtcRecognizer recognizer,
            WaveformReader reader) {
        WordSearch words = decoding.languageModel().isEmpty() ? null : words(decoding, labelled);
        return new SplitDecoder(labelled, recognizer, reader, words);
    }

    private static WordSearch words(FinetuneEntry.Decoding decoding, FinetuneStage.LabelledCorpus labelled) {
        NgramModel model = ArpaModel.read(Path.of(decoding.languageModel()));
        boolean known = labelled.corpus().utterances().stream()
                .flatMap(u -> labelled.task().reference(u).stream())
                .anyMatch(model::knows);
        if (!known) {
            throw new UserError(
                    decoding.languageModel() + " knows none of the words of "
                            + labelled.corpus().name() + ".",
                    "Use a model of the same language, whose words are written as the transcripts are: in upper case unless"
                            + " 'text' says otherwise.");
        }
        return new WordSearch(
                new BeamSearch(decoding.beam(), decoding.languageModelWeight(), decoding.wordScore(), THRESHOLD),
                Alphabet.of(labelled.targets().names(), Ctc.BLANK),
                model,
                String.format(
                        Locale.ROOT,
                        "%d-gram beam=%d weight=%s word_score=%s",
                        model.order(),
                        decoding.beam(),
                        decoding.languageModelWeight(),
                        decoding.wordScore()));
    }

    /** The predictions of a split, by method of decoding. */
    Map<String, List<Prediction>> run(String split, Progress progress) {
        Task task = labelled.task();
        List<Utterance> utterances = labelled.corpus().split(split);
        List<int[]> paths = new ArrayList<>();
        List<Prediction> searched = new ArrayList<>();
        try (Progress.Stage stage = progress.start("recognise " + split, utterances.size())) {
            for (Utterance u : utterances) {
                float[][] frames = recognizer.logProbabilities(reader.read(u));
                paths.add(CtcRecognizer.bestPath(frames));
                if (words != null) {
                    List<String> found = words.search().words(frames, words.alphabet(), words.model());
                    searched.add(new Prediction(u.id(), u.speaker(), task.reference(u), found));
                }
                stage.advance(1, "");
            }
        }
        Map<String, List<Prediction>> all = new LinkedHashMap<>();
        all.put(GREEDY, TestPredictions.of(task, labelled.targets(), utterances, paths));
        if (words != null) {
            all.put(words.name(), searched);
        }
        return all;
    }
}
