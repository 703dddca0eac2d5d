package org.speechbench.upstream.targets;

import java.util.List;
import java.util.Map;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;

/**
 * A teacher whose weights are known.
 *
 * @param teacher with the digest that its weights must have
 * @param layers whose states are targets
 * @param usesLabels see {@link OpenTargets#usesLabels}
 */
record FrozenTeacher(
        Upstreams upstreams, UpstreamSpec teacher, List<Integer> layers, UpstreamCard card, boolean usesLabels) {
    FrozenTeacher {
        layers = List.copyOf(layers);
    }

    TargetSpec.States spec() {
        return new TargetSpec.States(layers.size(), card.hiddenSize(), card.frameRate());
    }

    /** See {@link OpenTargets#settings}. */
    Map<String, String> settings(String states) {
        return Map.of(
                "states", states,
                "provider", teacher.provider(),
                "size", teacher.size(),
                "upstream", teacher.digest(),
                "layers", layers.toString());
    }

    Upstream open(EngineContext engine) {
        return upstreams.open(engine, teacher);
    }
}
