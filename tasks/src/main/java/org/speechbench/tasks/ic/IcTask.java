package org.speechbench.tasks.ic;

import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Recipe;
import org.speechbench.tasks.Scorer;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.base.PresetTask;
import org.speechbench.tasks.metric.AccuracyScorer;
import org.speechbench.tasks.text.GroupEncoder;

/**
 * SUPERB's intent classification: action, object and location of a spoken command, from the mean over frames. The loss is
 * the sum over the three; an utterance is right if all three are; accuracy.
 */
public final class IcTask extends PresetTask {
    private static final List<String> COLUMNS = List.of("action", "object", "location");

    private static final TaskCard CARD = new TaskCard(
            "Intent classification",
            "semantics",
            AccuracyScorer.ACCURACY,
            "Yang et al., SUPERB: Speech processing Universal PERformance Benchmark, Interspeech 2021, task IC",
            1,
            COLUMNS.get(0));

    /** SUPERB's: Linear, mean over frames, Linear to the classes of all three. First rate: the shipped default. */
    private static final Recipe SUPERB = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            200_000,
            32,
            5_000,
            List.of(1e-4, 1e-1, 1e-2, 1e-3, 1e-5),
            1.0,
            false);

    /** SUPERB's head, in minutes. */
    private static final Recipe QUICK = new Recipe(
            "mean_pool_linear",
            Map.of("hidden", 256.0),
            "cross_entropy",
            1_500,
            32,
            100,
            List.of(1e-2, 1e-3, 1e-1),
            1.0,
            false);

    public IcTask() {
        super("ic", CARD, SUPERB, QUICK);
    }

    @Override
    public TargetEncoder targets(Corpus corpus) {
        return GroupEncoder.of(corpus, COLUMNS);
    }

    @Override
    public Scorer scorer() {
        return new AccuracyScorer();
    }

    /** Empty if any of the three is. */
    @Override
    public List<String> reference(Utterance utterance) {
        List<String> labels =
                COLUMNS.stream().map(c -> utterance.label(c).strip()).toList();
        return labels.contains("") ? List.of() : labels;
    }
}
