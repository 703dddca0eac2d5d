package org.speechbench.engine.kmeans;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Script;
import org.speechbench.engine.device.DeviceMemory;

/** Frames (N, D) where scripts find them: on the host, from which each chunk is copied, or on the device. */
interface PlacedFrames {
    /** Frames of one copy to the device. */
    int CHUNK = 16_384;

    int size();

    int dimensions();

    /** A range of frames on the device, shape (count, D). */
    NDArray range(NDManager step, int from, int count);

    /** Selected frames, in the same place. */
    PlacedFrames drawn(NDManager owner, int[] rows);

    /**
     * Frames of a matrix, on the device if they take at most half of its free memory.
     *
     * @param script with the methods of {@code kmeans.py}
     * @param owner of the frames on the device
     */
    static PlacedFrames of(
            EngineContext engine, DeviceMemory memory, Script script, NDManager owner, FrameMatrix frames) {
        OnHost host = new OnHost(frames);
        long bytes = (long) frames.size() * frames.dimensions() * Float.BYTES;
        if (frames.size() == 0 || !memory.hasRoom(bytes)) {
            return host;
        }
        NDArray all = owner.zeros(new Shape(frames.size(), frames.dimensions()));
        for (int from = 0; from < frames.size(); from += CHUNK) {
            int n = Math.min(CHUNK, frames.size() - from);
            try (NDManager step = engine.manager().newSubManager();
                    NDManager numbers = step.newSubManager(Device.cpu())) {
                script.call(step, "placed", Arguments.of(all, host.range(step, from, n), numbers.create((long) from)));
            }
        }
        return new OnDevice(script, all);
    }

    /** Frames that are copied whenever they are needed. */
    record OnHost(FrameMatrix frames) implements PlacedFrames {
        @Override
        public int size() {
            return frames.size();
        }

        @Override
        public int dimensions() {
            return frames.dimensions();
        }

        @Override
        public NDArray range(NDManager step, int from, int count) {
            return step.create(frames.range(from, count), new Shape(count, dimensions()));
        }

        @Override
        public PlacedFrames drawn(NDManager owner, int[] rows) {
            return new OnHost(FrameMatrix.of(frames.rows(rows), dimensions()));
        }
    }

    /** Frames that stay on the device. */
    record OnDevice(Script script, NDArray frames) implements PlacedFrames {
        @Override
        public int size() {
            return Math.toIntExact(frames.getShape().get(0));
        }

        @Override
        public int dimensions() {
            return Math.toIntExact(frames.getShape().get(1));
        }

        @Override
        public NDArray range(NDManager step, int from, int count) {
            try (NDManager numbers = step.newSubManager(Device.cpu())) {
                return script.callOne(step, "part", Arguments.of(frames, numbers.create(new long[] {from, count})));
            }
        }

        @Override
        public PlacedFrames drawn(NDManager owner, int[] rows) {
            try (NDManager numbers = owner.newSubManager(Device.cpu())) {
                return new OnDevice(script, script.callOne(owner, "drawn", Arguments.of(frames, numbers.create(rows))));
            }
        }
    }
}
