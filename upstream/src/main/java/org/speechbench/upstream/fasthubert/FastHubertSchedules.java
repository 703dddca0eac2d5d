package org.speechbench.upstream.fasthubert;

import java.util.List;
import java.util.Map;
import org.speechbench.upstream.PublishedSchedule;
import org.speechbench.upstream.PublishedSchedule.Stage;

/** The amounts of audio processed by Fast-HuBERT's published pre-training. */
final class FastHubertSchedules {
    private static final String BASE_SIZE = "base";

    /**
     * The batch size of its 400,000 updates is not published; the released checkpoint is called checkpoint280.pt, after
     * its epoch in fairseq, of LibriSpeech's 960 hours. Its targets come from another source, which is not counted.
     */
    private static final PublishedSchedule BASE = new PublishedSchedule(
            List.of(Stage.ofEpochs("released", 280, 960, "arXiv 2309.13860, name of the released checkpoint")));

    /** Rows S5 and S8 of the paper's ladder: the second also has an intermediate head. */
    private static final List<FastHubertArchitecture> PUBLISHED = List.of(
            FastHubertSizes.of(BASE_SIZE, Map.of()), FastHubertSizes.of(BASE_SIZE, Map.of("intermediate", "true")));

    private FastHubertSchedules() {}

    static PublishedSchedule of(FastHubertArchitecture architecture) {
        return PUBLISHED.contains(architecture) ? BASE : PublishedSchedule.NONE;
    }
}
