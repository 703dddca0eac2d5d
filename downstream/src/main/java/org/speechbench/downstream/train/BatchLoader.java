package org.speechbench.downstream.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ReadAhead;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.downstream.head.Pooling;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.device.DeviceMemory;

/**
 * Prepares the batches of a model, each in another thread while the one before it is computed. If states have to be
 * computed for them, the thread that takes a batch prepares it, since upstream and head would only be in each other's way.
 * On a GPU, states stay there if they take at most half of the memory that is free, and are otherwise copied there without
 * waiting; they are as narrow as in the cache until they are there.
 */
final class BatchLoader implements AutoCloseable {
    private final EngineContext engine;
    private final DownstreamModel model;
    private final FrozenFeatures features;
    private final BatchBuilder builder;
    private final HostBuffers buffers = new HostBuffers();

    /**
     * What a batch is made of.
     *
     * @param drawn augmentation; null for none
     */
    record Order(List<Example> examples, Standardization standardization, @Nullable SpecAugment drawn) {}

    /**
     * A batch on the device.
     *
     * @param manager of the device
     * @param memory of what it was copied from, closed with it since copies may still be under way
     */
    record Loaded(Batch batch, NDManager manager, BatchMemory memory) implements AutoCloseable {
        @Override
        public void close() {
            memory.close();
        }
    }

    /** @param memory in which states may stay */
    BatchLoader(EngineContext engine, DownstreamModel model, FrozenFeatures features, DeviceMemory memory) {
        this.engine = engine;
        this.model = model;
        this.features = features;
        DownstreamModel.Options options = model.options();
        StateForm form = StateForm.of(options.layers(), options.dim(), options.onlyLayer());
        FrameStates states = new CachedFrames(features, form);
        if (model.pooling() == Pooling.NONE && memory.hasRoom(form.bytes(features.frames()))) {
            states = new ResidentFrames(engine, features, states);
        }
        this.builder = new BatchBuilder(features, model.head(), model.pooling(), form, states);
    }

    /**
     * The batches of some orders, in their order, each of which is to be closed. Only one such sequence may be in use at a
     * time.
     */
    ReadAhead<Loaded> load(Stream<Supplier<Order>> orders) {
        int ahead = model.pooling() == Pooling.NONE && !features.stored() ? 0 : 1;
        return new ReadAhead<>("head-batches", 1, ahead, orders.map(o -> () -> load(o.get())), Loaded::close);
    }

    private Loaded load(Order order) {
        BatchMemory memory = new BatchMemory(engine.manager().newSubManager(Device.cpu()), buffers);
        try {
            Batch batch = builder.build(memory, order.examples(), order.standardization(), order.drawn());
            if (engine.device().equals(Device.cpu())) {
                return new Loaded(batch, memory.manager(), memory);
            }
            NDManager there = memory.manager().newSubManager(engine.device());
            return new Loaded(batch.with(arrays -> model.onDevice(there, arrays)), there, memory);
        } catch (RuntimeException | Error e) {
            memory.close();
            throw e;
        }
    }

    @Override
    public void close() {
        builder.close();
    }
}
