package org.speechbench.datasets.layout;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Utterance;

/**
 * The Free Spoken Digit Dataset: {@code recordings/DIGIT_SPEAKER_TAKE.wav}. Takes 0 to 4 are the official test split;
 * of the others, every fifth is dev (takes 9, 14 and so on). The label is {@code label}.
 */
public final class Fsdd extends OfficialLayout {
    public Fsdd() {
        super("fsdd", "Free Spoken Digit Dataset", Map.of(ALL, 3_000), "FSDD");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        return files.named("recordings", "(\\d)_([^_]*)_(\\d+)", "7_jackson_32", (file, name) -> {
            int take = Integer.parseInt(name.group(3));
            String split = take < 5 ? "test" : take % 5 == 4 ? "dev" : "train";
            return files.utterance(file, "FSDD-" + name.group(2), split, Map.of("label", name.group(1)));
        });
    }
}
