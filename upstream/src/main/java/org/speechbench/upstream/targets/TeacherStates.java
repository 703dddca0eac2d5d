package org.speechbench.upstream.targets;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;
import org.speechbench.upstream.WaveformBatch;

/**
 * The hidden states of a frozen upstream, the teacher. The first four components are those of {@link ModelReference}.
 *
 * @param layers whose states are targets, 0 for the input of the first Transformer layer; empty for the last one
 */
public record TeacherStates(String from, String checkpoint, String provider, String size, List<Integer> layers)
        implements TargetSource {
    public TeacherStates {
        layers = List.copyOf(layers);
    }

    /** The defaults. */
    public TeacherStates() {
        this("", "", "", "", List.of());
    }

    @Override
    public String name() {
        return "teacher_states";
    }

    @Override
    public void validate() {
        model().validate();
    }

    private ModelReference model() {
        return new ModelReference(from, checkpoint, provider, size);
    }

    @Override
    public Class<? extends TargetSpec> gives() {
        return TargetSpec.States.class;
    }

    @Override
    public String text() {
        return (layers.isEmpty() ? "last layer" : "layers " + layers) + " of " + model().text();
    }

    @Override
    public String dependsOn() {
        return from;
    }

    @Override
    public String notCounted() {
        return checkpoint.isEmpty() ? "" : "the training of " + checkpoint;
    }

    @Override
    public void check(TargetContext context) {
        chosen(context.upstreams().describe(context.upstream(model())));
    }

    private List<Integer> chosen(UpstreamCard card) {
        layers.forEach(layer -> card.requireLayer(layer, "Correct targets.layers."));
        return layers.isEmpty() ? List.of(card.layers() - 1) : layers;
    }

    @Override
    public OpenTargets open(EngineContext engine, TargetContext context) {
        UpstreamSpec spec = context.upstream(model());
        try (Upstream teacher = context.upstreams().open(engine, spec)) {
            return new Frozen(
                    context.upstreams(),
                    spec.expecting(teacher.digest()),
                    chosen(teacher.card()),
                    teacher.card(),
                    teacher.usesLabels() || LabelProvenance.of(spec.checkpointPath()));
        }
    }

    private record Frozen(
            Upstreams upstreams, UpstreamSpec teacher, List<Integer> chosen, UpstreamCard card, boolean usesLabels)
            implements StateSource {
        @Override
        public TargetSpec spec() {
            return new TargetSpec.States(chosen.size(), card.hiddenSize(), card.frameRate());
        }

        @Override
        public Map<String, String> settings() {
            return Map.of(
                    "states", "teacher-1",
                    "provider", teacher.provider(),
                    "size", teacher.size(),
                    "upstream", teacher.digest(),
                    "layers", chosen.toString());
        }

        @Override
        public Teacher open(EngineContext engine) {
            Upstream upstream = upstreams.open(engine, teacher);
            return new Teacher() {
                @Override
                public List<NDArray> states(NDManager results, WaveformBatch batch) {
                    try (HiddenStates states = upstream.encode(batch)) {
                        List<NDArray> layers =
                                chosen.stream().map(states.layers()::get).toList();
                        layers.forEach(layer -> layer.attach(results));
                        return layers;
                    }
                }

                @Override
                public void close() {
                    upstream.close();
                }
            };
        }
    }
}
