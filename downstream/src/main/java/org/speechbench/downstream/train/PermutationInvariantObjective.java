package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.engine.Fragment;

/**
 * Permutation-invariant training (Yu et al., ICASSP 2017; for diarization: Fujita et al., End-to-end neural speaker
 * diarization with permutation-free objectives, Interspeech 2019): binary cross-entropy of every speaker in every
 * frame, with the order of speakers that has the lowest loss in each recording, averaged over the frames of the batch.
 * The answer is the probability that each speaker speaks in each frame.
 */
public final class PermutationInvariantObjective implements HeadObjective {
    @Override
    public String name() {
        return "pit";
    }

    @Override
    public List<Fragment> fragments(List<Integer> groups) {
        return List.of(Fragment.of(PermutationInvariantObjective.class, "permutation_invariant.py")
                .constant("ORDERS", orders(groups.get(0))));
    }

    @Override
    public AnswerReader answers() {
        return new ActivityReader();
    }

    /** Every order of this number of speakers, one after another. */
    private static List<Integer> orders(int speakers) {
        List<List<Integer>> orders = List.of(List.of());
        for (int n = 0; n < speakers; n++) {
            int last = n;
            orders = orders.stream()
                    .flatMap(order -> IntStream.rangeClosed(0, last).mapToObj(at -> {
                        List<Integer> longer = new ArrayList<>(order);
                        longer.add(at, last);
                        return longer;
                    }))
                    .map(List::copyOf)
                    .toList();
        }
        return orders.stream().flatMap(List::stream).toList();
    }
}
