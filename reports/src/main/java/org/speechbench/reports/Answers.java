package org.speechbench.reports;

import java.util.List;
import java.util.stream.Stream;
import org.speechbench.reports.significance.TaskColumn;
import org.speechbench.tasks.metric.AlignedUtterance;

/**
 * What heads predicted for the utterances of test splits.
 *
 * @param examples the worst and best utterances of every score that counts errors in sequences
 * @param confusions the confusions of every score that is an accuracy
 * @param clipsLeftOut the number of recordings that did not fit into the page
 * @param chance the scores of guessing, computed from the references
 */
public record Answers(List<Examples> examples, List<Confusion> confusions, int clipsLeftOut, Chance chance) {
    /** The answers of runs that kept no predictions. */
    public static final Answers NONE = new Answers(List.of(), List.of(), 0, Chance.UNKNOWN);

    public Answers {
        examples = List.copyOf(examples);
        confusions = List.copyOf(confusions);
    }

    /** The number of recordings that they contain, each counted once. */
    public int recordings() {
        return (int) examples.stream()
                .flatMap(one -> Stream.concat(one.worst().stream(), one.best().stream()))
                .map(Example::clip)
                .filter(clip -> !clip.isEmpty())
                .distinct()
                .count();
    }

    /** The same answers without recordings. */
    Answers withoutRecordings() {
        return new Answers(examples.stream().map(Examples::withoutRecordings).toList(), confusions, 0, chance);
    }

    /** The utterances of one upstream and task. */
    public record Examples(String upstream, TaskColumn column, List<Example> worst, List<Example> best) {
        public Examples {
            worst = List.copyOf(worst);
            best = List.copyOf(best);
        }

        private Examples withoutRecordings() {
            return new Examples(upstream, column, without(worst), without(best));
        }

        private static List<Example> without(List<Example> examples) {
            return examples.stream()
                    .map(example -> new Example(example.utterance(), ""))
                    .toList();
        }
    }

    /**
     * One utterance.
     *
     * @param clip its recording as a {@code data:} address, empty if there is none
     */
    public record Example(AlignedUtterance utterance, String clip) {}
}
