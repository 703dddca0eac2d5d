package org.speechbench.downstream.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Memory outside of Java's heap that batches use in turn. Safe for use by several threads. */
final class HostBuffers {
    private final Deque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    /** A buffer of at least so many bytes, empty, which nobody else has until it is given back. */
    ByteBuffer take(int bytes) {
        ByteBuffer buffer = free.poll();
        return buffer == null || buffer.capacity() < bytes
                ? ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder())
                : buffer.clear();
    }

    void give(ByteBuffer buffer) {
        free.push(buffer);
    }
}
