package org.speechbench.tasks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;

/** Corpora of a few labels, for the tests of tasks. */
public final class TinyCorpora {
    private TinyCorpora() {}

    public static Corpus corpus(List<Utterance> utterances) {
        return Corpus.of("tiny", utterances);
    }

    /** Every label once in every split. */
    public static Corpus corpus(String column, List<String> splits, List<String> labels) {
        List<Utterance> utterances = new ArrayList<>();
        for (String split : splits) {
            for (int i = 0; i < labels.size(); i++) {
                utterances.add(utterance(split + "-" + i, split, column, labels.get(i)));
            }
        }
        return corpus(utterances);
    }

    public static Utterance utterance(String id, String split, String column, String label) {
        return new Utterance(id, Path.of(id + ".wav"), 16_000, "speaker", split, Map.of(column, label));
    }

    public static Utterance inSplit(Utterance u, String split) {
        return new Utterance(u.id(), u.audio(), u.numSamples(), u.speaker(), split, u.labels());
    }

    public static Utterance labelled(Utterance u, String column, String label) {
        Map<String, String> labels = new HashMap<>(u.labels());
        labels.put(column, label);
        return new Utterance(u.id(), u.audio(), u.numSamples(), u.speaker(), u.split(), labels);
    }
}
