package org.speechbench.tasks.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Random 4-gram models from which n-grams are missing as after entropy pruning, against the definition of back-off. */
class PrunedModelTest {
    private static final int ORDER = 4;
    private static final int WORDS = 12;

    @TempDir
    Path folder;

    private final Map<List<String>, Entry> entries = new HashMap<>();

    private record Entry(double log, double weight) {}

    @RepeatedTest(5)
    void every_probability_is_that_of_the_definition(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        ArpaModel model = ArpaModel.read(ArpaFiles.write(folder, arpa(random)));
        for (int i = 0; i < 5000; i++) {
            List<String> history = new ArrayList<>();
            int length = random.nextInt(6);
            for (int w = 0; w < length; w++) {
                history.add(word(random, "OTHER"));
            }
            String next = word(random, NgramModel.END_OF_SENTENCE);
            assertThat(model.logProbability(history, next))
                    .as("%s after %s", next, history)
                    .isCloseTo(Math.log(10) * definition(ngram(history, next)), within(1e-5));
        }
    }

    private double definition(List<String> ngram) {
        Entry entry = entries.get(ngram);
        if (entry != null) {
            return entry.log;
        }
        Entry history = entries.get(ngram.subList(0, ngram.size() - 1));
        return (history == null ? 0 : history.weight) + definition(ngram.subList(1, ngram.size()));
    }

    private static List<String> ngram(List<String> history, String next) {
        List<String> all = new ArrayList<>(List.of("<s>"));
        history.forEach(word -> all.add(word.equals("OTHER") ? "<unk>" : word));
        all.add(next);
        return all.subList(Math.max(0, all.size() - ORDER), all.size());
    }

    private String arpa(SplittableRandom random) {
        StringBuilder header = new StringBuilder("\\data\\\n");
        StringBuilder sections = new StringBuilder();
        Set<List<String>> shorter = Set.of(List.of());
        for (int order = 1; order <= ORDER; order++) {
            Set<List<String>> ngrams = order == 1 ? unigrams() : extended(shorter, random);
            header.append("ngram " + order + "=" + ngrams.size() + "\n");
            sections.append("\n\\" + order + "-grams:\n");
            for (List<String> ngram : ngrams) {
                Entry entry =
                        new Entry(-random.nextInt(400) / 100.0, order == ORDER ? 0 : -random.nextInt(100) / 100.0);
                entries.put(ngram, entry);
                sections.append(String.format(
                        Locale.ROOT, "%.2f\t%s\t%.2f%n", entry.log, String.join(" ", ngram), entry.weight));
            }
            shorter = ngrams;
        }
        return header.append(sections).append("\n\\end\\\n").toString();
    }

    private static Set<List<String>> unigrams() {
        Set<List<String>> all = new LinkedHashSet<>(List.of(List.of("<s>"), List.of("</s>"), List.of("<unk>")));
        for (int w = 0; w < WORDS; w++) {
            all.add(List.of("W" + w));
        }
        return all;
    }

    /** Every history gets a few words: most n-grams lack their last n - 1 words, which pruning allows. */
    private static Set<List<String>> extended(Set<List<String>> shorter, SplittableRandom random) {
        Set<List<String>> longer = new LinkedHashSet<>();
        for (List<String> history : shorter) {
            for (int k = 0; k < 4 && !history.get(history.size() - 1).equals(NgramModel.END_OF_SENTENCE); k++) {
                List<String> ngram = new ArrayList<>(history);
                ngram.add(word(random, NgramModel.END_OF_SENTENCE));
                longer.add(List.copyOf(ngram));
            }
        }
        return longer;
    }

    private static String word(SplittableRandom random, String special) {
        int w = random.nextInt(WORDS + 1);
        return w == WORDS ? special : "W" + w;
    }
}
