package org.speechbench.downstream.head;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.speechbench.engine.checkpoint.ParameterSpec;

/**
 * A linear embedding of mean and standard deviation over valid frames, compared with one vector per class by its
 * cosine. It is the head of the {@code quick} preset of verification. Parameter: {@code size} of the embedding (128).
 */
public final class StatisticsEmbedding implements HeadProvider {
    @Override
    public String name() {
        return "statistics_embedding";
    }

    @Override
    public Head create(HeadContext context) {
        context.allow(name(), Set.of("size"));
        int size = context.count("size", 128);
        List<ParameterSpec> parameters = new ArrayList<>(Layers.linear("embedding", 2 * context.dim(), size));
        parameters.add(Layers.classVectors(context.classes(), size));
        return ScriptHead.ofUtterances(parameters, Layers.script("statistics_embedding.py"), Pooling.STATISTICS);
    }
}
