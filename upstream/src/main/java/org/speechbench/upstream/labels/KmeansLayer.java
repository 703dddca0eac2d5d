package org.speechbench.upstream.labels;

import org.speechbench.core.Range;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.ModelReference;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Clusters from k-means over one layer of an upstream (HuBERT, section IV.B, second iteration). The first four
 * components are those of {@link ModelReference}.
 *
 * @param layer 0 for the input of the first Transformer layer
 * @param clusters the number of classes
 * @param maxFrames the maximum number of frames that are clustered; from a larger corpus, some utterances are drawn
 */
public record KmeansLayer(
        String from, String checkpoint, String provider, String size, int layer, int clusters, int maxFrames)
        implements TargetSource {
    /** The defaults. */
    public KmeansLayer() {
        this("", "", "", "", 6, 500, 500_000);
    }

    @Override
    public String name() {
        return "kmeans_layer";
    }

    @Override
    public void validate() {
        model().validate();
        Range.atLeast("targets.layer", layer, 0);
        Labels.checkClusters(clusters, maxFrames);
    }

    private ModelReference model() {
        return new ModelReference(from, checkpoint, provider, size);
    }

    @Override
    public String text() {
        return clusters + " clusters of layer " + layer + " of " + model().text();
    }

    @Override
    public String dependsOn() {
        return from;
    }

    @Override
    public String notCounted() {
        return checkpoint.isEmpty() ? "" : "the pre-training of " + checkpoint;
    }

    @Override
    public void check(TargetContext context) {
        LayerLabels.requireLayer(context.upstreams().describe(context.upstream(model())), layer);
    }

    @Override
    public LabelSource open(EngineContext engine, TargetContext context) {
        UpstreamSpec spec = context.upstream(model());
        return LayerLabels.of(
                engine,
                context.upstreams().get(spec.provider()),
                spec,
                layer,
                KMeansOptions.published(clusters, context.seed()),
                maxFrames);
    }
}
