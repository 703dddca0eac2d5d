package org.speechbench.downstream.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.downstream.cache.FrozenFeatures;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;

/**
 * States that stay on the device: those of an utterance are copied there when it is first seen, and batches are put
 * together there.
 */
final class ResidentFrames implements FrameStates {
    private final FrozenFeatures features;
    private final FrameStates source;
    private final NDManager manager;
    private final NDArray here;
    private final Script script;
    private final Map<String, NDArray> kept = new HashMap<>();

    /**
     * Keeps states on the engine's device until this is closed.
     *
     * @param source where the states of an utterance come from, closed with this
     */
    ResidentFrames(EngineContext engine, FrozenFeatures features, FrameStates source) {
        this.features = features;
        this.source = source;
        this.manager = engine.manager().newSubManager();
        this.here = manager.create(0f);
        this.script = Script.load(
                engine,
                new ScriptSource(Precision.FP32)
                        .add(Fragment.ON_DEVICE, Fragment.of(ResidentFrames.class, "resident_frames.py")));
    }

    @Override
    public List<NDArray> of(BatchMemory memory, List<Example> examples) {
        List<NDArray> rows = examples.stream().map(e -> row(memory, e)).toList();
        long[] seen = examples.stream()
                .flatMapToLong(e -> LongStream.of(e.from(), e.frames()))
                .toArray();
        try (BatchMemory host = memory.onHost()) {
            NDArray spans = host.manager().create(seen, new Shape(examples.size(), 2));
            return List.of(script.callOne(
                    memory.manager(), "padded", Arguments.of(spans).add(rows)));
        }
    }

    private NDArray row(BatchMemory memory, Example example) {
        return kept.computeIfAbsent(example.utterance().id(), id -> copied(memory, example.utterance()));
    }

    private NDArray copied(BatchMemory memory, Utterance utterance) {
        Example whole = new Example(utterance, features.frames(utterance), new int[0], List.of());
        try (BatchMemory host = memory.onHost()) {
            return script.callOne(manager, "kept", Arguments.of(here).add(source.of(host, List.of(whole))));
        }
    }

    @Override
    public void close() {
        source.close();
        script.close();
        manager.close();
    }
}
