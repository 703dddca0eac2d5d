package org.speechbench.upstream.targets;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.Upstreams;

/**
 * A teacher whose weights are known.
 *
 * @param teacher with the digest that its weights must have
 * @param knowledge what it gives
 * @param facts what it could give
 * @param usesLabels see {@link OpenTargets#usesLabels}
 */
record FrozenTeacher(
        Upstreams upstreams,
        UpstreamSpec teacher,
        Knowledge knowledge,
        Teaching.Facts facts,
        UpstreamCard card,
        boolean usesLabels) {
    /** The layers whose states it gives. */
    List<Integer> layers() {
        return knowledge.layers();
    }

    TargetSpec.States spec() {
        return new TargetSpec.States(
                layers().size(), card.hiddenSize(), card.frameRate(), facts.heads(), facts.classes());
    }

    /** See {@link OpenTargets#settings}. */
    Map<String, String> settings(String states) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "states", states,
                "provider", teacher.provider(),
                "size", teacher.size(),
                "upstream", teacher.digest(),
                "layers", layers().toString()));
        if (!knowledge.isStates()) {
            settings.put("knowledge", knowledge.toString());
        }
        return settings;
    }

    /** Opens it for more than hidden states. */
    Teaching.Network teach(EngineContext engine) {
        return Teaching.of(upstreams, teacher).orElseThrow().teacher(engine, teacher, knowledge);
    }

    Upstream open(EngineContext engine) {
        return upstreams.open(engine, teacher);
    }
}
