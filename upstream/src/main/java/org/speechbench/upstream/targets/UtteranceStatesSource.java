package org.speechbench.upstream.targets;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Map;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;

/** The states of whole utterances, which are kept, cut to the crops of each step. */
record UtteranceStatesSource(FrozenTeacher teacher, StateCache cache) implements StateSource {
    @Override
    public TargetSpec spec() {
        return teacher.spec();
    }

    @Override
    public Map<String, String> settings() {
        return teacher.settings("teacher-utterance-1");
    }

    @Override
    public boolean usesLabels() {
        return teacher.usesLabels();
    }

    @Override
    public int startStride() {
        return teacher.card().frameStride();
    }

    @Override
    public Teacher open(EngineContext engine, Audio audio) {
        Upstream upstream = teacher.open(engine);
        try {
            StateCache.Kept kept =
                    cache.open(engine, upstream, teacher.teacher().precision(), audio.reader());
            kept.prepare(audio.utterances(), audio.progress());
            return new Reader(upstream, kept, audio.utterances());
        } catch (RuntimeException e) {
            upstream.close();
            throw e;
        }
    }

    private final class Reader implements Teacher {
        private final Upstream upstream;
        private final StateCache.Kept kept;
        private final List<Utterance> utterances;

        Reader(Upstream upstream, StateCache.Kept kept, List<Utterance> utterances) {
            this.upstream = upstream;
            this.kept = kept;
            this.utterances = utterances;
        }

        @Override
        public List<NDArray> states(NDManager results, TeacherInput input) {
            int frames = upstream.atMostFrames(input.samples());
            NDManager host = results.newSubManager(Device.cpu());
            return teacher.layers().stream()
                    .map(layer -> host.create(
                            values(input, frames, layer),
                            new Shape(
                                    input.starts().length,
                                    frames,
                                    teacher.card().hiddenSize())))
                    .toList();
        }

        private float[] values(TeacherInput input, int frames, int layer) {
            int size = frames * teacher.card().hiddenSize();
            float[] values = new float[input.starts().length * size];
            for (int crop = 0; crop < input.starts().length; crop++) {
                Utterance utterance = utterances.get(input.utterances()[crop]);
                int first = Math.toIntExact(input.starts()[crop] / startStride());
                ShortBuffer bits = kept.frames(utterance, layer, first, frames);
                for (int i = 0; i < size; i++) {
                    values[crop * size + i] = Float.intBitsToFloat(bits.get(i) << 16);
                }
            }
            return values;
        }

        @Override
        public void close() {
            upstream.close();
        }
    }
}
