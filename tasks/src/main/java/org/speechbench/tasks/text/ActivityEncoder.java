package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;
import org.speechbench.tasks.metric.Turn;

/**
 * Encodes which speakers are active in every frame: the target of a frame is a number whose bit k says whether the k-th
 * speaker of the recording, in order of appearance, speaks at the frame's centre. Decoded answers are {@link Turn}s of
 * speakers {@code 1}, {@code 2} and so on.
 */
public final class ActivityEncoder implements TargetEncoder {
    private static final double MILLISECONDS = 1000;

    /** The frame rate that is used if the frames of the features are unknown. */
    private static final double FRAME_RATE = 100;

    private final String column;
    private final int speakers;

    /**
     * @param column the column of the manifest with turns like {@code anna:0.50-1.25}, in seconds, separated by spaces
     * @param speakers the maximum number of speakers in a recording
     */
    public ActivityEncoder(String column, int speakers) {
        this.column = column;
        this.speakers = speakers;
    }

    /**
     * The turns of a recording.
     *
     * @throws UserError if one is malformed, or there are too many speakers
     */
    public List<Turn> turns(Utterance utterance) {
        List<Turn> turns;
        try {
            turns = Words.of(utterance.label(column)).stream().map(Turn::of).toList();
        } catch (IllegalArgumentException e) {
            throw new UserError("Utterance " + utterance.id() + ": " + e.getMessage() + ".", "Correct the label.", e);
        }
        List<String> names = names(turns);
        if (names.size() > speakers) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has the speakers " + names + ", but at most " + speakers
                            + " can be told apart.",
                    "Leave it out of the manifest.");
        }
        return turns;
    }

    private static List<String> names(List<Turn> turns) {
        return turns.stream().map(Turn::speaker).distinct().toList();
    }

    /** The target at 100 frames per second, until the last turn ends. */
    @Override
    public int[] encode(Utterance utterance) {
        int end = turns(utterance).stream().mapToInt(Turn::end).max().orElse(0);
        return encode(utterance, (int) Math.ceil(end / MILLISECONDS * FRAME_RATE), FRAME_RATE);
    }

    @Override
    public int[] encode(Utterance utterance, int frames, double frameRate) {
        List<Turn> turns = turns(utterance);
        List<String> names = names(turns);
        int[] active = new int[frames];
        for (Turn turn : turns) {
            int bit = 1 << names.indexOf(turn.speaker());
            int end = Math.min(frames, frame(turn.end(), frameRate));
            for (int t = frame(turn.start(), frameRate); t < end; t++) {
                active[t] |= bit;
            }
        }
        return active;
    }

    /** The first frame whose centre is not before a time. */
    private static int frame(int milliseconds, double frameRate) {
        return (int) Math.ceil(milliseconds / MILLISECONDS * frameRate - 0.5);
    }

    /** The answers at 100 frames per second. */
    @Override
    public List<String> decode(int[] output) {
        return decode(output, FRAME_RATE);
    }

    @Override
    public List<String> decode(int[] output, double frameRate) {
        List<String> turns = new ArrayList<>();
        for (int s = 0; s < speakers; s++) {
            int start = -1;
            for (int t = 0; t <= output.length; t++) {
                boolean speaks = t < output.length && (output[t] >> s & 1) == 1;
                if (speaks && start < 0) {
                    start = t;
                } else if (!speaks && start >= 0) {
                    turns.add(turn(s, start, t, frameRate).token());
                    start = -1;
                }
            }
        }
        return turns;
    }

    private static Turn turn(int speaker, int start, int end, double frameRate) {
        return new Turn(Integer.toString(speaker + 1), milliseconds(start, frameRate), milliseconds(end, frameRate));
    }

    private static int milliseconds(int frame, double frameRate) {
        return (int) Math.round(frame / frameRate * MILLISECONDS);
    }

    @Override
    public List<String> names() {
        return IntStream.rangeClosed(1, speakers).mapToObj(Integer::toString).toList();
    }
}
