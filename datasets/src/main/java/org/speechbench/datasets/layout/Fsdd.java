package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/**
 * The Free Spoken Digit Dataset: {@code recordings/DIGIT_SPEAKER_TAKE.wav}. Takes 0 to 4 are the official test split;
 * of the others, every fifth is dev (takes 9, 14 and so on). The label is {@code label}.
 */
public final class Fsdd implements CorpusLayout {
    private static final String FOLDER = "FSDD";

    @Override
    public String name() {
        return "fsdd";
    }

    @Override
    public String title() {
        return "Free Spoken Digit Dataset";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return PartCount.all(corpus, 3_000);
    }

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<Utterance> utterances = new ArrayList<>();
        files.eachRecording(files.folder("recordings"), file -> {
            String[] parts = LayoutFiles.stem(file).split("_");
            if (parts.length != 3 || !parts[0].matches("\\d") || !parts[2].matches("\\d+")) {
                throw new UserError(file + ": wanted a name like 7_jackson_32.", "Remove what is not of the corpus.");
            }
            int take = Integer.parseInt(parts[2]);
            String split = take < 5 ? "test" : take % 5 == 4 ? "dev" : "train";
            utterances.add(new Utterance(
                    files.id(FOLDER, file), file, 0, "FSDD-" + parts[1], split, Map.of("label", parts[0])));
        });
        return CorpusDigest.corpus(name(), utterances);
    }
}
