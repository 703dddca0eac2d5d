package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.Named;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;

/** A corpus in its official layout, found with ServiceLoader by its name. Audio is not opened. */
public interface CorpusLayout extends Named {
    /** For example {@code EMO-DB}. */
    String title();

    /** Names of the folder that the corpus is unpacked to, the usual one first. */
    List<String> folders();

    /**
     * How much of the corpus is there, part by part, held against the numbers that it was published with. Empty where no
     * number is known: then nobody can say whether it is whole.
     *
     * @param corpus as it was read, without recordings that cannot be used
     */
    List<PartCount> counts(Corpus corpus);

    /** Columns whose values are ids of other utterances of the corpus, separated by spaces. */
    default Set<String> references() {
        return Set.of();
    }

    /**
     * Every recording that the corpus' own lists name, or that is there where it has none, sorted by id. Ids begin with the
     * folder's usual name.
     *
     * @param root the folder that the corpus was unpacked to
     * @param bad gets lines that are none of their list, and recordings that no list, or no rule of names, knows
     * @throws org.speechbench.core.UserError that says what is missing, if it is not such a folder
     */
    Corpus read(Path root, BadItems bad, Progress progress);

    /**
     * Text files that belong beside the manifest, by the ending of their names: {@code .trials.txt} for verification trials.
     *
     * @param corpus as it was read
     */
    default Map<String, String> companions(Path root, Corpus corpus) {
        return Map.of();
    }
}
