package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;

/** The states of the crops of each step. */
record CropStates(FrozenTeacher teacher) implements StateSource {
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
        Upstream upstream = teacher.open(engine);
        return new Teacher() {
            @Override
            public List<NDArray> states(NDManager results, TeacherInput input) {
                try (HiddenStates states = upstream.encode(input.waveforms().get())) {
                    // Arrays are told apart by their numbers: comparing them would compare their values.
                    teacher.layers().stream()
                            .distinct()
                            .map(states.layers()::get)
                            .forEach(layer -> layer.attach(results));
                    return teacher.layers().stream().map(states.layers()::get).toList();
                }
            }

            @Override
            public void close() {
                upstream.close();
            }
        };
    }
}
