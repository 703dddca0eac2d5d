package org.speechbench.upstream;

import java.util.List;
import org.speechbench.engine.FrameGeometry;

/** When the frames of a layer are. */
public sealed interface FrameTimes {
    /**
     * The middle of a frame, in seconds from the beginning of the recording.
     *
     * @param row of the batch
     */
    double seconds(int row, int frame);

    /** Of frames that a chain of windows over samples at 16 kHz gives. */
    static FrameTimes of(FrameGeometry samples) {
        double rate = 16_000;
        return new Regular(samples.centre() / rate, samples.stride() / rate);
    }

    /**
     * Equally far apart in every utterance.
     *
     * @param first middle of the first frame
     * @param step from one to the next
     */
    record Regular(double first, double step) implements FrameTimes {
        @Override
        public double seconds(int row, int frame) {
            return first + frame * step;
        }
    }

    /** Of a model that decides by itself how many frames there are: ascending, one array an utterance of the batch. */
    record Listed(List<double[]> times) implements FrameTimes {
        public Listed {
            times = List.copyOf(times);
        }

        @Override
        public double seconds(int row, int frame) {
            return times.get(row)[frame];
        }
    }
}
