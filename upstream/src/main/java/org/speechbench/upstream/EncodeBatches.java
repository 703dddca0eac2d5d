package org.speechbench.upstream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.speechbench.core.Range;
import org.speechbench.datasets.audio.Waveform;

/**
 * Which utterances are encoded together. Matrix products round differently in batches of different shapes, so that the
 * states of a batch differ in their last bits from those of utterances that are encoded alone; hence the policy is part
 * of whatever identifies states.
 *
 * @param seconds the most audio of a batch with its padding; 0 for one utterance at a time. A longer utterance is alone
 */
public record EncodeBatches(double seconds) {
    /** One utterance at a time: its states do not depend on others. */
    public static final EncodeBatches ONE_BY_ONE = new EncodeBatches(0);

    /** The key of the policy in experiment files. */
    public static final String KEY = "encode_batch_seconds";

    /** The longest utterance of a batch is at most this much longer than the shortest, which bounds the padding. */
    private static final double SPREAD = 1.25;

    /** @throws org.speechbench.core.UserError if the seconds are negative or not finite */
    public EncodeBatches {
        Range.atLeast(KEY, seconds, 0);
    }

    public boolean oneByOne() {
        return seconds == 0;
    }

    /** The policy in words, for example {@code batches of up to 80 s}. */
    public String text() {
        return oneByOne() ? "one by one" : String.format(Locale.ROOT, "batches of up to %s s", number());
    }

    private String number() {
        return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
    }

    /**
     * Divides items into batches of similar length, the shortest first; of equal lengths, the order of the items is
     * kept. One by one, each is a batch, in the order of the items.
     *
     * @param samples the length of an item at 16 kHz; asked once for each item, and not at all one by one
     */
    public <T> List<List<T>> of(List<T> items, ToLongFunction<T> samples) {
        if (oneByOne()) {
            return items.stream().map(List::of).toList();
        }
        record Sized<T>(T item, long samples) {}
        List<Sized<T>> sorted = items.stream()
                .map(item -> new Sized<>(item, samples.applyAsLong(item)))
                .sorted(Comparator.comparingLong(Sized::samples))
                .toList();
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        long shortest = 0;
        for (Sized<T> next : sorted) {
            double padded = (batch.size() + 1.0) * next.samples();
            if (!batch.isEmpty() && (padded > seconds * Waveform.SAMPLE_RATE || next.samples() > SPREAD * shortest)) {
                batches.add(List.copyOf(batch));
                batch.clear();
            }
            if (batch.isEmpty()) {
                shortest = next.samples();
            }
            batch.add(next.item());
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return List.copyOf(batches);
    }
}
