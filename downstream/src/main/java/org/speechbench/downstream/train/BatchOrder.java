package org.speechbench.downstream.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.speechbench.core.Seeds;

/**
 * An endless sequence of batches: each epoch visits every example once, in an order drawn from seed and epoch. Examples
 * of similar length share a batch: the shuffled list is divided into pools, each pool is sorted by length and divided
 * into batches, and the batches are shuffled.
 */
final class BatchOrder {
    private static final int POOL_BATCHES = 16;

    private final List<Example> examples;
    private final List<List<Example>> classes;
    private final int batch;
    private final int pool;
    private final Seeds seeds;
    private final List<List<Example>> ready = new ArrayList<>();
    private int next;
    private int epoch;

    /**
     * @param byLength false if length does not matter, for plain shuffling
     * @param balanced whether an epoch draws as many examples as there are, drawing the class of each one first,
     *     instead of visiting every example once
     */
    BatchOrder(List<Example> examples, int batch, boolean byLength, boolean balanced, Seeds seeds) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("nothing to train on");
        }
        this.examples = List.copyOf(examples);
        this.classes = balanced ? classes(examples) : List.of();
        this.batch = batch;
        this.pool = byLength ? batch * POOL_BATCHES : batch;
        this.seeds = seeds;
    }

    List<Example> next() {
        if (next == ready.size()) {
            ready.clear();
            next = 0;
            fill(new Random(seeds.of("order", epoch++, 0)));
        }
        return ready.get(next++);
    }

    private static List<List<Example>> classes(List<Example> examples) {
        Map<List<String>, List<Example>> classes = new LinkedHashMap<>();
        examples.forEach(e ->
                classes.computeIfAbsent(e.reference(), c -> new ArrayList<>()).add(e));
        return List.copyOf(classes.values());
    }

    private List<Example> shuffled(Random random) {
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private List<Example> balanced(Random random) {
        List<Example> drawn = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            List<Example> one = classes.get(random.nextInt(classes.size()));
            drawn.add(one.get(random.nextInt(one.size())));
        }
        return drawn;
    }

    private void fill(Random random) {
        List<Example> shuffled = classes.isEmpty() ? shuffled(random) : balanced(random);
        for (int from = 0; from < shuffled.size(); from += pool) {
            List<Example> part = shuffled.subList(from, Math.min(from + pool, shuffled.size()));
            part.sort(Comparator.comparingInt(Example::frames));
            for (int at = 0; at < part.size(); at += batch) {
                ready.add(List.copyOf(part.subList(at, Math.min(at + batch, part.size()))));
            }
        }
        Collections.shuffle(ready, random);
    }
}
