package org.speechbench.upstream.targets;

import java.util.Map;
import java.util.Optional;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;

/** Targets of pre-training, ready to be computed: a {@link LabelSource} or a {@link StateSource}. */
public interface OpenTargets {
    TargetSpec spec();

    /**
     * Everything that the targets depend on besides the audio, by name. It is the key under which labels are stored,
     * and it describes the targets in a model's configuration.
     */
    Map<String, String> settings();

    /**
     * Whether the targets were derived from transcripts or phones, directly or through an upstream that was pre-trained
     * on targets of this kind. The rows of models that are pre-trained on them are marked.
     */
    default boolean usesLabels() {
        return false;
    }

    /**
     * The reason why an utterance has no targets, as far as that is known before it is read; empty if it may have
     * targets.
     */
    default Optional<UserError> fault(Utterance utterance) {
        return Optional.empty();
    }
}
