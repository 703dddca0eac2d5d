package org.speechbench.upstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint records about itself, and how it was read.
 *
 * @param usesLabels whether transcripts or phones were used to train the weights, as far as the checkpoint records it
 * @param facts by name and in order, for example {@code format} and where the number of {@code heads} was found; shown
 *     by {@code checkpoint inspect} and recorded in provenance
 */
public record CheckpointFacts(boolean usesLabels, Map<String, String> facts) {
    /** The facts of random weights and of signal processing. */
    public static final CheckpointFacts NONE = new CheckpointFacts(false, Map.of());

    /** Name of the fact that a configuration contradicts its weights. */
    public static final String CONTRADICTION = "contradiction";

    /** Name of the fact that the checkpoint does not show whether labels were used to train the weights. */
    public static final String LABELS_UNKNOWN = "labels_unknown";

    /**
     * Name of the fact that the checkpoint does not show which of several families with the same network it is of. No
     * score depends on it.
     */
    public static final String KIND_UNKNOWN = "kind_unknown";

    /** Name of the fact that other utterances of a batch would change the states of one, so that each is encoded alone. */
    public static final String ONE_AT_A_TIME = "one_at_a_time";

    /**
     * Name of the fact that the precision of a run does not apply to the states: its value is what they are computed in, one
     * of {@code exported}, {@code unknown} and the precisions, then a colon and why.
     */
    public static final String PRECISION = "precision";

    /** Facts that a reader of the scores is warned about. */
    public static final List<String> DOUBTS = List.of(CONTRADICTION, LABELS_UNKNOWN, ONE_AT_A_TIME);

    public CheckpointFacts {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /**
     * What states are computed in.
     *
     * @param facts of their checkpoint
     * @param run the precision of the run, which applies if the facts do not say otherwise
     */
    public static String precision(Map<String, String> facts, String run) {
        return facts.getOrDefault(PRECISION, run).replaceFirst(":.*$", "");
    }

    /** The text of the fact {@link #LABELS_UNKNOWN}. */
    public static String labelsUnknown(String beside) {
        return "whether transcripts or other labels were seen in training is not known, since beside the model the file has "
                + beside;
    }

    /** Whether {@link #usesLabels} is known: if not, false means only that no use of labels was found. */
    public boolean labelsKnown() {
        return !facts.containsKey(LABELS_UNKNOWN);
    }

    /** The facts as text, one line per fact. */
    public List<String> lines() {
        return facts.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }
}
