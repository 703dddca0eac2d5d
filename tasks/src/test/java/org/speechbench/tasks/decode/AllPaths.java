package org.speechbench.tasks.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.tasks.text.Ctc;

/** Scores by enumeration: every path over the frames, collapsed and spelled out. Exponential, hence for few frames. */
final class AllPaths {
    private final float[][] logs;
    private final Alphabet alphabet;
    private final Map<List<String>, Double> probabilities = new HashMap<>();

    private AllPaths(float[][] logs, Alphabet alphabet) {
        this.logs = logs;
        this.alphabet = alphabet;
    }

    static List<Hypothesis> nBest(float[][] logs, Alphabet alphabet, @Nullable NgramModel model, double a, double b) {
        AllPaths paths = new AllPaths(logs, alphabet);
        paths.walk(new int[logs.length], 0, 0);
        return paths.probabilities.entrySet().stream()
                .map(e -> new Hypothesis(e.getKey(), Math.log(e.getValue()) + language(e.getKey(), model, a, b)))
                .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                .toList();
    }

    private void walk(int[] path, int frame, double log) {
        if (frame == path.length) {
            probabilities.merge(words(path), Math.exp(log), Double::sum);
            return;
        }
        for (int c = 0; c < alphabet.size(); c++) {
            path[frame] = c;
            walk(path, frame + 1, log + logs[frame][c]);
        }
    }

    private List<String> words(int[] path) {
        StringBuilder text = new StringBuilder();
        for (int symbol : Ctc.collapse(path)) {
            String name = alphabet.symbols().get(symbol);
            text.append(name.startsWith("<") ? "" : name.replace('|', ' '));
        }
        String spelled = text.toString().strip();
        return spelled.isEmpty() ? List.of() : List.of(spelled.split(" +"));
    }

    private static double language(List<String> words, @Nullable NgramModel model, double weight, double wordScore) {
        if (model == null) {
            return 0;
        }
        List<String> all = new ArrayList<>(words);
        all.add(NgramModel.END_OF_SENTENCE);
        double sum = wordScore * words.size();
        for (int i = 0; i < all.size(); i++) {
            sum += weight * model.logProbability(all.subList(0, i), all.get(i));
        }
        return sum;
    }
}
