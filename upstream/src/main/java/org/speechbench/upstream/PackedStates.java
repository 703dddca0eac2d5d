package org.speechbench.upstream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * The hidden states of a batch in one array on the device, so that the host waits for them once: utterance by utterance
 * the valid frames of every layer, then the least and the greatest value of each utterance. They are queued on the device,
 * and another thread may read them while the next batch is encoded.
 */
public final class PackedStates implements AutoCloseable {
    private final NDManager manager;
    private final Script script;
    private final NDArray packed;
    private final Type type;
    private final long[][] frames;
    private final int dim;
    private @Nullable ByteBuffer host;

    /** The type of packed values; to round, the nearest value is taken and the even one of two. */
    public enum Type {
        BF16(15, Short.BYTES) {
            @Override
            float get(ByteBuffer bytes, int at) {
                return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
            }
        },
        FP32(6, Float.BYTES) {
            @Override
            float get(ByteBuffer bytes, int at) {
                return bytes.getFloat(at);
            }
        };

        private final int scalar;
        private final int bytes;

        /** @param scalar the engine's number of the type */
        Type(int scalar, int bytes) {
            this.scalar = scalar;
            this.bytes = bytes;
        }

        abstract float get(ByteBuffer bytes, int at);
    }

    private PackedStates(NDManager manager, Script script, NDArray packed, Type type, long[][] frames, int dim) {
        this.manager = manager;
        this.script = script;
        this.packed = packed;
        this.type = type;
        this.frames = frames;
        this.dim = dim;
    }

    /**
     * Packs states without waiting for them. The layers may be closed afterwards.
     *
     * @param owner of the packed states until they are closed
     * @param layers L arrays of fp32, each (B, T, D) with one D
     * @param frames of each utterance in each layer, (B, L); frames beyond them are ignored
     * @throws ArithmeticException if they have more than 2 GiB
     */
    public static PackedStates of(
            EngineContext engine, NDManager owner, Type type, List<NDArray> layers, long[][] frames) {
        int dim = Math.toIntExact(layers.get(0).getShape().get(2));
        long values = Arrays.stream(frames).flatMapToLong(Arrays::stream).sum() * dim + 2L * frames.length;
        Math.toIntExact(values * type.bytes);
        NDManager manager = owner.newSubManager();
        try (NDManager host = manager.newSubManager(Device.cpu())) {
            long[] flat = Arrays.stream(frames).flatMapToLong(Arrays::stream).toArray();
            Arguments arguments =
                    Arguments.of().add(layers).add(host.create(flat, new Shape(frames.length, layers.size())));
            Fragment packing =
                    Fragment.of(PackedStates.class, "packed_states.py").constant("TYPE", type.scalar);
            Script script = engine.script(new ScriptSource(Precision.FP32).add(packing));
            return new PackedStates(manager, script, script.callOne(manager, "packed", arguments), type, frames, dim);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The values of one utterance, (L, T, D) in little-endian order from position 0 to the limit, where layers may
     * differ in T. The first call waits for the device.
     *
     * @throws IllegalStateException if one of them is not finite
     */
    public synchronized ByteBuffer values(int row) {
        if (host == null) {
            host = script.callOne(manager, "host", Arguments.of(packed)).toByteBuffer();
        }
        ByteBuffer all = host.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int extremes = all.limit() - 2 * type.bytes * (frames.length - row);
        requireFinite(type.get(all, extremes));
        requireFinite(type.get(all, extremes + type.bytes));
        return all.slice(bytes(0, row), bytes(row, row + 1)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void requireFinite(float extreme) {
        if (!Float.isFinite(extreme)) {
            throw new IllegalStateException("a hidden state is " + extreme);
        }
    }

    /** The bytes of the utterances of a range. */
    private int bytes(int from, int to) {
        return Math.toIntExact(
                Arrays.stream(frames, from, to).flatMapToLong(Arrays::stream).sum() * dim * type.bytes);
    }

    @Override
    public void close() {
        manager.close();
    }
}
