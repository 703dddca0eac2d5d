package org.speechbench.upstream.states;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The number of samples between two frames, found from the lengths of utterances and of their states. */
final class FrameStride {
    /** SUPERB's tolerance, in frames. */
    private static final int SLACK = 5;

    /** 5 ms and 1 ms at 16 kHz: strides are multiples of these, except unusual ones. */
    private static final int[] USUAL = {80, 16, 1};

    private FrameStride() {}

    /** One utterance, of which both lengths are known. */
    record Lengths(int samples, int frames) {}

    /**
     * Whether states of so many frames can be those of an utterance. The last frame may begin up to one stride after
     * the last sample; frames may be missing at the edges.
     */
    static boolean fits(Lengths utterance, int stride) {
        int whole = utterance.samples() / stride;
        return utterance.frames() <= whole + 1 && utterance.frames() >= whole - SLACK;
    }

    /** The stride that fits all of these utterances, the most usual if there are several; 0 if none does. */
    static int of(List<Lengths> utterances) {
        if (utterances.isEmpty()) {
            return 0;
        }
        Comparator<Lengths> bySamples = Comparator.comparingInt(Lengths::samples);
        Lengths shortest = utterances.stream().min(bySamples).orElseThrow();
        Lengths longest = utterances.stream().max(bySamples).orElseThrow();
        int more = longest.frames() - shortest.frames();
        // A difference of lengths does not have the frames in it that are missing at the edges.
        double measured = more > 0
                ? (longest.samples() - shortest.samples()) / (double) more
                : longest.samples() / (double) longest.frames();
        double error = 2 * measured / Math.max(1, more > 0 ? more : longest.frames());
        return IntStream.of(USUAL)
                .map(unit -> Math.toIntExact(Math.round(measured / unit)) * unit)
                .filter(stride -> stride > 0 && Math.abs(stride - measured) <= Math.max(1, error))
                .filter(stride -> utterances.stream().allMatch(utterance -> fits(utterance, stride)))
                .findFirst()
                .orElse(0);
    }
}
