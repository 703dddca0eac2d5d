package org.speechbench.upstream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint says about itself, and how it was read.
 *
 * @param usesLabels whether the weights have seen transcripts or phones, as far as the checkpoint tells
 * @param facts by name and in order, for example {@code format} and who told the {@code heads}; what
 *     {@code checkpoint inspect} shows and provenance records
 */
public record CheckpointFacts(boolean usesLabels, Map<String, String> facts) {
    /** Of random weights, and of signal processing. */
    public static final CheckpointFacts NONE = new CheckpointFacts(false, Map.of());

    /** The fact that a configuration says something else than its weights. */
    public static final String CONTRADICTION = "contradiction";

    /** The fact that it cannot be seen whether the weights have seen labels. */
    public static final String LABELS_UNKNOWN = "labels_unknown";

    /** Facts that a reader of scores is warned of. */
    public static final List<String> DOUBTS = List.of(CONTRADICTION, LABELS_UNKNOWN);

    public CheckpointFacts {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** The text of {@link #LABELS_UNKNOWN}. */
    public static String labelsUnknown(String beside) {
        return "whether transcripts or other labels were seen in training is not known, since beside the model the file has "
                + beside;
    }

    /** Whether {@link #usesLabels} is known and not only not shown. */
    public boolean labelsKnown() {
        return !facts.containsKey(LABELS_UNKNOWN);
    }

    /** One line a fact. */
    public List<String> lines() {
        return facts.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }
}
