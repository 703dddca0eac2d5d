package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.engine.ScriptSource;

/** What a head is trained to lower; a script beside this class computes it. */
public enum Objective {
    /**
     * Connectionist temporal classification (Graves et al., ICML 2006) on log-softmax: blank 0, each utterance's loss
     * divided by its target's length, mean over the batch, 0 for an utterance whose target does not fit its frames.
     */
    CTC("ctc", "ctc.py"),
    /** Softmax cross-entropy with one class of each group, the sum over groups, mean over the batch. */
    CROSS_ENTROPY("cross_entropy", "classes.py"),
    /**
     * Additive-margin softmax (Wang et al., Additive margin softmax for face verification, 2018; SUPERB asv): the head gives
     * cosines; 0.4 is taken from that of the right class, and 30 times all of them are the logits of a cross-entropy.
     */
    AM_SOFTMAX("am_softmax", "classes.py"),
    /**
     * Permutation-invariant training (Yu et al., ICASSP 2017; for diarization: Fujita et al., End-to-end neural speaker
     * diarization with permutation-free objectives, Interspeech 2019): binary cross-entropy of every speaker in every
     * frame, with the order of speakers that has the least in each recording, mean over the frames of the batch.
     */
    PIT("pit", "permutation_invariant.py");

    private final String id;
    private final String script;

    Objective(String id, String script) {
        this.id = id;
        this.script = script;
    }

    /** @throws UserError if there is no such objective */
    public static Objective of(String id) {
        List<String> known = Arrays.stream(values()).map(o -> o.id).toList();
        if (!known.contains(id)) {
            throw NearNames.unknown("Unknown objective '" + id + "'.", id, known);
        }
        return values()[known.indexOf(id)];
    }

    /**
     * Adds the methods {@code row_losses}, {@code batch_loss} and {@code answers}.
     *
     * @param groups sizes of the groups of classes
     */
    void addTo(ScriptSource source, List<Integer> groups) {
        source.fragment(Objective.class, script)
                .constant("GROUPS", groups)
                .constant("AM_SOFTMAX", this == AM_SOFTMAX)
                .constant("ORDERS", this == PIT ? orders(groups.get(0)) : List.of());
    }

    /** Every order of so many speakers, one after the other. */
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

    /** Whether so many output frames can say the target: CTC needs one for each label and one between equal labels. */
    public boolean feasible(int[] target, int frames) {
        if (this != CTC) {
            return true;
        }
        int needed = target.length;
        for (int i = 1; i < target.length; i++) {
            needed += target[i] == target[i - 1] ? 1 : 0;
        }
        return needed <= frames;
    }
}
