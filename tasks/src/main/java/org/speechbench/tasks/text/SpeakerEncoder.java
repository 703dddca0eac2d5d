package org.speechbench.tasks.text;

import java.util.List;
import java.util.Set;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * The speakers of the training splits as classes. Utterances of other splits have no class, since their speakers do not
 * occur in training.
 */
public final class SpeakerEncoder implements TargetEncoder {
    private final Set<String> splits;
    private final Symbols speakers;

    private SpeakerEncoder(Set<String> splits, List<String> speakers) {
        this.splits = splits;
        this.speakers = new Symbols(speakers, Set.of());
    }

    /**
     * @param splits the splits that are trained on
     * @throws UserError if they have fewer than two speakers, which leaves nothing to distinguish
     */
    public static SpeakerEncoder of(Corpus corpus, List<String> splits) {
        List<String> speakers = corpus.utterances().stream()
                .filter(u -> splits.contains(u.split()))
                .map(Utterance::speaker)
                .filter(speaker -> !speaker.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (speakers.size() < 2) {
            throw new UserError(
                    "The training splits " + splits + " of corpus " + corpus.name() + " have the speakers " + speakers
                            + ", but telling them apart takes at least two.",
                    "Use a manifest with more speakers.");
        }
        return new SpeakerEncoder(Set.copyOf(splits), speakers);
    }

    @Override
    public int classes() {
        return speakers.size();
    }

    /** The class, or none for an utterance that is not trained on. */
    @Override
    public int[] encode(Utterance utterance) {
        return splits.contains(utterance.split())
                ? new int[] {speakers.labelIndex(utterance.speaker(), utterance)}
                : new int[0];
    }

    @Override
    public List<String> decode(int[] output) {
        return List.of(speakers.name(output[0]));
    }

    @Override
    public List<String> names() {
        return speakers.names();
    }
}
