package org.speechbench.tasks.metric;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metrics;
import org.speechbench.tasks.Prediction;

/**
 * The diarization error rate in per cent: missed speech, false alarms and speech of the wrong speaker divided by the
 * speech of the reference. Every speaker of overlapped speech is counted, there is no collar, and the assignment of
 * speakers is the one with the fewest errors in each recording (NIST RT-09 evaluation plan, section 6). Speech in a
 * hypothesis where nobody speaks is a false alarm. References and hypotheses are lists of {@link Turn}s; the
 * contributions of an utterance are in milliseconds.
 */
public final class DiarizationErrorScorer extends RatioScorer {
    public static final Metric DER = Metrics.DIARIZATION_ERRORS;

    /** The assignment examines all subsets of the speakers in the hypothesis. */
    private static final int MOST_SPEAKERS = 16;

    public DiarizationErrorScorer() {
        super(DER);
    }

    @Override
    Ratio ratio(Prediction prediction) {
        Speech reference = Speech.of(prediction.reference());
        Speech hypothesis = Speech.of(prediction.hypothesis());
        TreeSet<Integer> times = new TreeSet<>();
        reference.addTimes(times);
        hypothesis.addTimes(times);
        if (times.isEmpty()) {
            return new Ratio(0, 0);
        }
        int[][] together =
                new int[reference.speakers().size()][hypothesis.speakers().size()];
        int most = 0;
        int speech = 0;
        Integer from = times.first();
        for (Integer to : times.tailSet(from, false)) {
            boolean[] said = reference.speaking(from);
            boolean[] answered = hypothesis.speaking(from);
            int length = to - from;
            speech += length * count(said);
            most += length * Math.max(count(said), count(answered));
            for (int r = 0; r < said.length; r++) {
                for (int h = 0; h < answered.length; h++) {
                    together[r][h] += said[r] && answered[h] ? length : 0;
                }
            }
            from = to;
        }
        return new Ratio(most - longest(together, hypothesis.speakers().size()), speech);
    }

    private static int count(boolean[] flags) {
        int n = 0;
        for (boolean flag : flags) {
            n += flag ? 1 : 0;
        }
        return n;
    }

    /**
     * The longest total time that speakers share with those assigned to them, where the assignment is at most one to
     * one.
     */
    private static int longest(int[][] together, int speakers) {
        int[] best = new int[1 << speakers];
        for (int[] row : together) {
            int[] next = best.clone();
            for (int taken = 0; taken < best.length; taken++) {
                for (int h = 0; h < speakers; h++) {
                    if ((taken & 1 << h) == 0) {
                        int with = taken | 1 << h;
                        next[with] = Math.max(next[with], best[taken] + row[h]);
                    }
                }
            }
            best = next;
        }
        return Arrays.stream(best).max().orElse(0);
    }

    /** The turns of a set of speakers. */
    private record Speech(List<String> speakers, List<Turn> turns) {
        static Speech of(List<String> tokens) {
            List<Turn> turns = Turn.joined(tokens.stream().map(Turn::of).toList());
            List<String> speakers = turns.stream().map(Turn::speaker).distinct().toList();
            if (speakers.size() > MOST_SPEAKERS) {
                throw new IllegalArgumentException(
                        speakers.size() + " speakers in a recording; at most " + MOST_SPEAKERS + " can be scored");
            }
            return new Speech(speakers, turns);
        }

        void addTimes(TreeSet<Integer> times) {
            turns.forEach(turn -> {
                times.add(turn.start());
                times.add(turn.end());
            });
        }

        boolean[] speaking(int time) {
            boolean[] flags = new boolean[speakers.size()];
            for (Turn turn : turns) {
                if (turn.start() <= time && time < turn.end()) {
                    flags[speakers.indexOf(turn.speaker())] = true;
                }
            }
            return flags;
        }
    }
}
