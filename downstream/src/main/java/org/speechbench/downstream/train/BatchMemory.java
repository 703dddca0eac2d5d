package org.speechbench.downstream.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The arrays of a batch, and the buffers of the host that they were made from. */
final class BatchMemory implements AutoCloseable {
    private final NDManager manager;
    private final HostBuffers buffers;
    private final List<ByteBuffer> taken = new ArrayList<>();

    /**
     * @param manager of the arrays, closed with this
     * @param buffers from which this takes
     */
    BatchMemory(NDManager manager, HostBuffers buffers) {
        this.manager = manager;
        this.buffers = buffers;
    }

    /** Memory on the host for what is copied to the device of this. */
    BatchMemory onHost() {
        return new BatchMemory(manager.newSubManager(Device.cpu()), buffers);
    }

    NDManager manager() {
        return manager;
    }

    /** A buffer of at least so many bytes, empty, which nobody else has until this is closed. */
    ByteBuffer take(int bytes) {
        ByteBuffer buffer = buffers.take(bytes);
        taken.add(buffer);
        return buffer;
    }

    @Override
    public void close() {
        // An array on a CPU shares its buffer.
        manager.close();
        taken.forEach(buffers::give);
    }
}
