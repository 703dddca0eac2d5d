package org.speechbench.bench.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.train.TargetKind;
import org.speechbench.tasks.Task;

/**
 * Reduces every split to a number of utterances, for a trial run. Manifests are sorted by speaker or by word, so that
 * the first utterances are not a representative sample. If a task has classes, utterances are taken from each class in
 * turn, with the same classes in every split; otherwise utterances are drawn at random. Both depend on the seed alone,
 * not on the order of the manifest.
 *
 * @param utterances the number of utterances of each split; 0 for all
 */
record SplitLimit(int utterances, long seed) {
    boolean isSet() {
        return utterances > 0;
    }

    /** The corpus, reduced without regard to any task. */
    Corpus cut(Corpus corpus) {
        return cut(corpus, u -> "", 1);
    }

    /** The corpus, reduced for a task. */
    Corpus cut(Corpus corpus, Task task, TargetKind kind) {
        return kind.perTurn() == 0
                ? cut(corpus)
                : cut(corpus, u -> String.join(" ", task.reference(u)), kind.perTurn());
    }

    /** An error in a run with a limit mentions the limit, since this may well be the reason. */
    UserError named(UserError error) {
        return isSet()
                ? new UserError(
                        error.getMessage() + " (Every split is cut to " + utterances + " utterances by limit.)",
                        error.remedy() + " Or raise limit (--limit).",
                        error)
                : error;
    }

    private record Drawn(Utterance utterance, String group, int turn) {}

    private Corpus cut(Corpus corpus, Function<Utterance, String> group, int atATime) {
        if (!isSet()) {
            return corpus;
        }
        Set<String> kept = new HashSet<>();
        for (String split : corpus.splits()) {
            drawn(corpus.split(split), group, atATime).stream()
                    .limit(utterances)
                    .forEach(d -> kept.add(d.utterance().id()));
        }
        return corpus.filter(u -> kept.contains(u.id()));
    }

    private List<Drawn> drawn(List<Utterance> split, Function<Utterance, String> group, int atATime) {
        Map<String, Integer> counts = new HashMap<>();
        List<Drawn> drawn = new ArrayList<>();
        for (Utterance u : split.stream().sorted(order(Utterance::id)).toList()) {
            String own = group.apply(u);
            drawn.add(new Drawn(u, own, (counts.merge(own, 1, Integer::sum) - 1) / atATime));
        }
        drawn.sort(Comparator.comparingInt(Drawn::turn).thenComparing(order(Drawn::group)));
        return drawn;
    }

    private <T> Comparator<T> order(Function<T, String> name) {
        return Comparator.<T>comparingLong(t -> new Seeds(seed).of("limit " + name.apply(t), 0, 0))
                .thenComparing(name);
    }
}
