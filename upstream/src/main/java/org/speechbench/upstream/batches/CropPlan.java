package org.speechbench.upstream.batches;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.speechbench.core.Seeds;
import org.speechbench.core.UserError;

/**
 * Assigns utterances to batches of crops. An epoch contains every utterance at least once, cropped to the longest
 * bucket that it fills, in batches of one bucket; a bucket with too few utterances for one batch passes them to the
 * next shorter one. The order is drawn anew for every epoch. It is a pure function of seed and step.
 */
public final class CropPlan implements BatchPlan {
    private record Group(Bucket bucket, List<Integer> items) {
        int batches() {
            return (items.size() + bucket.batchSize() - 1) / bucket.batchSize();
        }
    }

    private final List<Group> groups;
    private final Seeds seeds;
    private final int dropped;
    private long epoch = -1;
    private List<Batch> batches = List.of();

    /**
     * @param items numbers of utterances
     * @param units length of an utterance by its number
     * @param buckets shortest first
     * @throws UserError if every utterance is too short
     */
    public CropPlan(List<Integer> items, IntUnaryOperator units, List<Bucket> buckets, Seeds seeds) {
        this.seeds = seeds;
        List<Group> all = new ArrayList<>();
        for (Bucket bucket : buckets) {
            all.add(new Group(bucket, new ArrayList<>()));
        }
        int tooShort = 0;
        for (int item : items) {
            int b = buckets.size() - 1;
            while (b >= 0 && buckets.get(b).units() > units.applyAsInt(item)) {
                b--;
            }
            if (b < 0) {
                tooShort++;
            } else {
                all.get(b).items().add(item);
            }
        }
        this.dropped = tooShort;
        handDown(all);
        this.groups = all.stream().filter(g -> !g.items().isEmpty()).toList();
        if (groups.isEmpty()) {
            throw new UserError(
                    "None of " + items.size() + " utterances is as long as the shortest crop, "
                            + buckets.get(0).seconds() + " s.",
                    "Add a shorter length to crop_seconds.");
        }
    }

    private static void handDown(List<Group> all) {
        for (int b = all.size() - 1; b > 0; b--) {
            Group group = all.get(b);
            if (group.items().size() < group.bucket().batchSize()) {
                all.get(b - 1).items().addAll(group.items());
                group.items().clear();
            }
        }
    }

    /** Buckets for crops of the given lengths. */
    public static List<Bucket> buckets(List<Double> cropSeconds, double batchSeconds, int unitsPerSecond) {
        return cropSeconds.stream()
                .map(c -> new Bucket(
                        c, (int) Math.round(c * unitsPerSecond), (int) Math.max(1, Math.round(batchSeconds / c))))
                .toList();
    }

    @Override
    public int batchesPerEpoch() {
        return groups.stream().mapToInt(Group::batches).sum();
    }

    @Override
    public int skippedUtterances() {
        return dropped;
    }

    @Override
    public synchronized Batch batch(long step) {
        long wanted = step / batchesPerEpoch();
        if (wanted != epoch) {
            batches = draw(wanted);
            epoch = wanted;
        }
        return batches.get((int) (step % batchesPerEpoch()));
    }

    private List<Batch> draw(long number) {
        List<Batch> drawn = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            List<Integer> order = new ArrayList<>(group.items());
            shuffle(order, seeds.random("order", number, g));
            int size = group.bucket().batchSize();
            for (int first = 0; first < order.size(); first += size) {
                int[] items = new int[size];
                for (int i = 0; i < size; i++) {
                    items[i] = order.get((first + i) % order.size());
                }
                drawn.add(new Batch(group.bucket(), items));
            }
        }
        shuffle(drawn, seeds.random("batches", number, 0));
        return drawn;
    }

    static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
