package org.speechbench.upstream;

import java.util.List;
import org.speechbench.engine.FrameGeometry;

/** The times of the frames of a layer. */
public sealed interface FrameTimes {
    /**
     * The centre of a frame, in seconds from the beginning of the recording.
     *
     * @param row of the batch
     */
    double seconds(int row, int frame);

    /** Times of the frames that a chain of windows over samples at 16 kHz produces. */
    static FrameTimes of(FrameGeometry samples) {
        double rate = 16_000;
        return new Regular(samples.centre() / rate, samples.stride() / rate);
    }

    /**
     * Times at equal intervals, the same in every utterance.
     *
     * @param first centre of the first frame
     * @param step from one frame to the next
     */
    record Regular(double first, double step) implements FrameTimes {
        @Override
        public double seconds(int row, int frame) {
            return first + frame * step;
        }
    }

    /**
     * Times of a model that determines the number of frames itself: ascending, one array for each utterance of the
     * batch.
     */
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
