package org.speechbench.tasks.asv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Trial;

/**
 * Draws trials from a split: for every speaker up to 100 pairs of the speaker's own utterances, and the same number
 * with an utterance of another speaker. The same split gives the same trials everywhere.
 */
final class TrialDraw {
    private static final int MOST = 100;
    private static final long SEED = 1337;

    private TrialDraw() {}

    /** @throws UserError if the split has fewer than two speakers, or no speaker with two utterances */
    static List<Trial> from(Corpus corpus, String split) {
        Map<String, List<Utterance>> speakers = corpus.split(split).stream()
                .sorted(Comparator.comparing(Utterance::id))
                .collect(Collectors.groupingBy(Utterance::speaker, TreeMap::new, Collectors.toList()));
        Random random = new Random(SEED);
        List<Trial> trials = new ArrayList<>();
        speakers.forEach((speaker, own) -> {
            List<Trial> same = same(own, random);
            List<Utterance> others = speakers.entrySet().stream()
                    .filter(e -> !e.getKey().equals(speaker))
                    .flatMap(e -> e.getValue().stream())
                    .toList();
            trials.addAll(same);
            for (int i = 0; i < same.size() && !others.isEmpty(); i++) {
                trials.add(new Trial(one(own, random), one(others, random), false));
            }
        });
        if (speakers.size() < 2 || trials.isEmpty()) {
            throw new UserError(
                    "Split '" + split + "' of corpus " + corpus.name() + " has " + speakers.size()
                            + " speakers and no two trials can be drawn from it.",
                    "Use a split with two speakers or more, of two utterances or more each.");
        }
        return trials.stream().distinct().toList();
    }

    private static List<Trial> same(List<Utterance> own, Random random) {
        List<Trial> pairs = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            for (int j = i + 1; j < own.size(); j++) {
                pairs.add(new Trial(own.get(i).id(), own.get(j).id(), true));
            }
        }
        Collections.shuffle(pairs, random);
        return pairs.subList(0, Math.min(MOST, pairs.size()));
    }

    private static String one(List<Utterance> utterances, Random random) {
        return utterances.get(random.nextInt(utterances.size())).id();
    }
}
