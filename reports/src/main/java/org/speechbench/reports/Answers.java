package org.speechbench.reports;

import java.util.List;
import org.speechbench.tasks.metric.AlignedUtterance;

/**
 * What heads said about the utterances of test splits.
 *
 * @param examples worst and best utterances of every score that counts errors in sequences
 * @param confusions of every score that is an accuracy
 * @param clipsLeftOut how many recordings did not fit into the page
 */
public record Answers(List<Examples> examples, List<Confusion> confusions, int clipsLeftOut) {
    /** Of runs that kept no predictions. */
    public static final Answers NONE = new Answers(List.of(), List.of(), 0);

    public Answers {
        examples = List.copyOf(examples);
        confusions = List.copyOf(confusions);
    }

    /** Utterances of one upstream and task. */
    public record Examples(String upstream, TaskColumn column, List<Example> worst, List<Example> best) {
        public Examples {
            worst = List.copyOf(worst);
            best = List.copyOf(best);
        }
    }

    /**
     * One utterance.
     *
     * @param clip its recording as a {@code data:} address, empty if there is none
     */
    public record Example(AlignedUtterance utterance, String clip) {}
}
