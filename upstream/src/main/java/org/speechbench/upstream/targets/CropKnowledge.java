package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.EngineContext;

/** What a teacher gives of the crops of each step, if that is more than its states. */
record CropKnowledge(FrozenTeacher teacher) implements StateSource {
    @Override
    public TargetSpec spec() {
        return teacher.spec();
    }

    @Override
    public Map<String, String> settings() {
        return teacher.settings("teacher-1");
    }

    @Override
    public boolean usesLabels() {
        return teacher.usesLabels();
    }

    @Override
    public Teacher open(EngineContext engine, Audio audio) {
        Teaching.Network network = teacher.teach(engine);
        return new Teacher() {
            @Override
            public List<NDArray> states(NDManager results, TeacherInput input) {
                return network.give(results, input.waveforms().get(), input.masked());
            }

            @Override
            public void close() {
                network.close();
            }
        };
    }
}
