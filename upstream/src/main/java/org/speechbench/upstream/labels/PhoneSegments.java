package org.speechbench.upstream.labels;

import java.util.ArrayList;
import java.util.List;
import org.speechbench.core.TextLine;
import org.speechbench.datasets.audio.Waveform;

/** The phones of one recording with their times, and the phone at every label. */
final class PhoneSegments {
    /**
     * The longest gap, in seconds, that is assigned to the phone after it, because times are rounded somewhere in every
     * alignment.
     */
    private static final double GAP = 0.025;

    /** One day, which is longer than any recording. */
    private static final double MAX_SECONDS = 86_400;

    /** Label i belongs to the window of 25 ms that starts i strides from the start. */
    private static final int HALF_WINDOW = 200;

    private record Segment(double end, int phone) {}

    private final String path;
    private final TextLine first;
    private final int stride;
    private final List<Segment> segments = new ArrayList<>();
    private double end;

    PhoneSegments(String path, TextLine first, int stride) {
        this.path = path;
        this.first = first;
        this.stride = stride;
    }

    String path() {
        return path;
    }

    /** The line of the first phone. */
    TextLine first() {
        return first;
    }

    /** Adds the next phone, with times in seconds. */
    void add(TextLine line, String startText, String endText, int phone) {
        double start = seconds(line, startText);
        double stop = seconds(line, endText);
        if (stop <= start) {
            throw line.error("the phone ends at " + endText + " s, not after its start", "Correct the times.");
        }
        if (start < end - GAP || start > end + GAP) {
            throw line.error(
                    "the phone starts at " + startText + " s, the one before it ends at " + end + " s",
                    "Phones follow one another; write silence as a phone of its own.");
        }
        segments.add(new Segment(stop, phone));
        end = stop;
    }

    /** The phone at every label. */
    LabelTable.Entry entry() {
        short[] labels = new short[segments.size()];
        int[] ends = new int[labels.length];
        int next = 0;
        for (int i = 0; i < labels.length; i++) {
            while (seconds(next) < segments.get(i).end()) {
                next++;
            }
            labels[i] = (short) segments.get(i).phone();
            ends[i] = next;
        }
        if (next == 0) {
            throw first.error("the phones of '" + path + "' end before the first label", "Remove the utterance.");
        }
        return new LabelTable.Entry(path, first.number(), labels, ends);
    }

    private double seconds(int label) {
        return (HALF_WINDOW + (double) label * stride) / Waveform.SAMPLE_RATE;
    }

    private static double seconds(TextLine line, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= 0 && value <= MAX_SECONDS) {
                return value;
            }
        } catch (NumberFormatException e) {
            // This falls through to the same error as a negative number.
        }
        throw line.error("'" + text + "' is no time of a recording", "Write seconds.");
    }
}
