package org.speechbench.upstream.batches;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;

/**
 * Batches as in the published HuBERT and Fast-HuBERT: utterances are sorted by length, and those of equal length are in
 * random order. A batch contains as many utterances as fit if each is counted as long as the longest, and all of them
 * are cropped to the shortest. Utterances longer than the longest crop count as that long, and those shorter than the
 * shortest crop are left out. Every batch may have a different length.
 */
public final class SortedPlan implements BatchPlan {
    private final List<Integer> items;
    private final int[] lengths;
    private final int unitsPerSecond;
    private final long most;
    private final Seeds seeds;
    private final int dropped;
    private long epoch = -1;
    private List<Batch> batches;

    /**
     * @param wanted numbers of utterances
     * @param units length of an utterance by its number
     * @param least length of the shortest crop, in seconds
     * @param longest length of the longest crop, in seconds
     * @param batchSeconds audio of a batch, at most, unless a single crop is longer
     * @throws UserError if every utterance is too short
     */
    public SortedPlan(
            List<Integer> wanted,
            IntUnaryOperator units,
            double least,
            double longest,
            double batchSeconds,
            int unitsPerSecond,
            Seeds seeds) {
        int shortest = (int) Math.round(least * unitsPerSecond);
        int cap = (int) Math.round(longest * unitsPerSecond);
        this.items =
                wanted.stream().filter(i -> units.applyAsInt(i) >= shortest).toList();
        if (items.isEmpty()) {
            throw new UserError(
                    "None of " + wanted.size() + " utterances is as long as the shortest crop, " + least + " s.",
                    "Lower the first value of crop_seconds.");
        }
        this.dropped = wanted.size() - items.size();
        this.lengths =
                items.stream().mapToInt(i -> Math.min(cap, units.applyAsInt(i))).toArray();
        this.unitsPerSecond = unitsPerSecond;
        this.most = Math.round(batchSeconds * unitsPerSecond);
        this.seeds = seeds;
        this.batches = draw(0);
    }

    @Override
    public int batchesPerEpoch() {
        return batches.size();
    }

    @Override
    public int skippedUtterances() {
        return dropped;
    }

    @Override
    public synchronized Batch batch(long step) {
        long wanted = step / batches.size();
        if (wanted != epoch) {
            batches = draw(wanted);
            epoch = wanted;
        }
        return batches.get((int) (step % batches.size()));
    }

    /** Only utterances of equal length change places, so every epoch has the same number of batches. */
    private List<Batch> draw(long number) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        CropPlan.shuffle(order, seeds.random("order", number, 0));
        order.sort(Comparator.comparingInt(i -> lengths[i]));
        List<Batch> drawn = new ArrayList<>();
        int first = 0;
        while (first < order.size()) {
            int end = first + 1;
            while (end < order.size() && (long) (end + 1 - first) * lengths[order.get(end)] <= most) {
                end++;
            }
            drawn.add(batch(order.subList(first, end)));
            first = end;
        }
        SplittableRandom random = seeds.random("batches", number, 0);
        CropPlan.shuffle(drawn, random);
        return drawn;
    }

    private Batch batch(List<Integer> sorted) {
        int units = lengths[sorted.get(0)];
        return new Batch(
                new Bucket((double) units / unitsPerSecond, units, sorted.size()),
                sorted.stream().mapToInt(items::get).toArray());
    }
}
