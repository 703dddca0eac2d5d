package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.Progress;
import org.speechbench.core.spi.Named;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;

/**
 * A corpus in its official layout. Layouts are found with ServiceLoader and identified by name. Audio files are not
 * opened.
 */
public interface CorpusLayout extends Named {
    /** The title of the corpus, for example {@code EMO-DB}. */
    String title();

    /** The names of the folder into which the corpus is unpacked, the usual one first. */
    List<String> folders();

    /**
     * The number of recordings that exist, part by part, in comparison with the published numbers. Empty if no
     * published number is known; it is then unknown whether the corpus is complete.
     *
     * @param corpus the corpus as it was read, without recordings that cannot be used
     */
    List<PartCount> counts(Corpus corpus);

    /** The columns whose values are ids of other utterances of the corpus, separated by spaces. */
    default Set<String> references() {
        return Set.of();
    }

    /**
     * Every recording that the lists of the corpus name, or every recording that exists if there are no lists, sorted
     * by id. Ids begin with the usual name of the folder.
     *
     * @param root the folder into which the corpus was unpacked
     * @param bad receives malformed lines of lists, and recordings that are in no list or whose names do not follow the
     *     rules
     * @throws org.speechbench.core.UserError that says what is missing, if the folder does not contain this corpus
     */
    Corpus read(Path root, BadItems bad, Progress progress);

    /**
     * Text files that are written beside the manifest, by the ending of their names, for example {@code .trials.txt}
     * for verification trials.
     *
     * @param corpus the corpus as it was read
     */
    default Map<String, String> companions(Path root, Corpus corpus) {
        return Map.of();
    }
}
