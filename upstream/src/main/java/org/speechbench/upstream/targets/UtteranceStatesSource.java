package org.speechbench.upstream.targets;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;

/** The states of whole utterances, which are kept, cut to the crops of each step. */
record UtteranceStatesSource(FrozenTeacher teacher, StateCache cache) implements StateSource {
    private static final int SECOND = 16_000;

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
            requireEvenFrames(upstream);
            StateCache.Kept kept =
                    cache.open(engine, upstream, teacher.teacher().precision(), audio.reader());
            kept.prepare(audio.utterances(), audio.progress());
            return new Reader(upstream, kept, audio.utterances());
        } catch (RuntimeException e) {
            upstream.close();
            throw e;
        }
    }

    /** Frames that are joined and parted again come in pairs, so that a crop may end with one that its utterance lacks. */
    private void requireEvenFrames(Upstream upstream) {
        int frames = upstream.atMostFrames(SECOND);
        for (int more = 1; more <= 2; more++) {
            if (upstream.atMostFrames(SECOND + more * startStride()) != frames + more) {
                throw new UserError(
                        "The frames of the teacher " + teacher.card().name()
                                + " do not follow one another evenly, so those of a crop need not be those of its utterance.",
                        "Use 'context: crop'.");
            }
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
            int size = frames * teacher.card().hiddenSize();
            int crops = input.starts().length;
            List<float[]> layers = teacher.layers().stream()
                    .map(layer -> new float[crops * size])
                    .toList();
            // Crop by crop, since states that are not kept are computed for all layers of an utterance at once.
            for (int crop = 0; crop < crops; crop++) {
                for (int i = 0; i < layers.size(); i++) {
                    copy(bits(input, crop, teacher.layers().get(i), frames), layers.get(i), crop * size, size);
                }
            }
            NDManager host = results.newSubManager(Device.cpu());
            Shape shape = new Shape(crops, frames, teacher.card().hiddenSize());
            return layers.stream().map(values -> host.create(values, shape)).toList();
        }

        private ShortBuffer bits(TeacherInput input, int crop, int layer, int frames) {
            int first = Math.toIntExact(input.starts()[crop] / startStride());
            return kept.frames(utterances.get(input.utterances()[crop]), layer, first, frames);
        }

        private static void copy(ShortBuffer bits, float[] to, int from, int count) {
            for (int i = 0; i < count; i++) {
                to[from + i] = Float.intBitsToFloat(bits.get(i) << 16);
            }
        }

        @Override
        public void close() {
            upstream.close();
        }
    }
}
