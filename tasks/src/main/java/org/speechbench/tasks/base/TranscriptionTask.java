package org.speechbench.tasks.base;

import java.util.List;
import java.util.function.Function;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.metric.ErrorRateScorer;

/** A SUPERB task that transcribes speech with symbols that are the same for every corpus, scored by an error rate. */
public abstract class TranscriptionTask extends PresetTask {
    private final TargetEncoder symbols;
    private final Function<Utterance, List<String>> reference;

    /** @param reference gives the words or phones of an utterance that are compared */
    protected TranscriptionTask(
            String name, TaskCard card, TargetEncoder symbols, Function<Utterance, List<String>> reference) {
        super(name, card);
        this.symbols = symbols;
        this.reference = reference;
    }

    @Override
    public final List<String> symbols() {
        return symbols.names();
    }

    @Override
    public final TargetEncoder targets(Corpus corpus) {
        return symbols;
    }

    @Override
    public final Scorer scorer() {
        return new ErrorRateScorer(card().metric());
    }

    @Override
    public final List<String> reference(Utterance utterance) {
        return reference.apply(utterance);
    }
}
