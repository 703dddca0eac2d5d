package org.speechbench.upstream.labels;

import org.speechbench.core.UserError;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.kmeans.KMeansOptions;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.targets.TargetContext;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Clusters from k-means over 39-dimensional MFCC (HuBERT, section IV.B, first iteration).
 *
 * @param clusters the number of classes
 * @param meanFree whether the utterance's mean is subtracted from the static coefficients first, so that clusters do
 *     not depend on the channel
 * @param maxFrames the maximum number of frames that are clustered; from a larger corpus, some utterances are drawn
 * @param clustering {@code quick} for 300 mini-batches; {@code published} for as many as needed until 100 in a row
 *     bring no improvement
 */
public record KmeansMfcc(int clusters, boolean meanFree, int maxFrames, String clustering) implements TargetSource {
    private static final String QUICK = "quick";
    private static final String PUBLISHED = "published";

    /** The defaults. */
    public KmeansMfcc() {
        this(100, true, 5_000_000, QUICK);
    }

    @Override
    public String name() {
        return "kmeans_mfcc";
    }

    @Override
    public void validate() {
        if (!clustering.equals(QUICK) && !clustering.equals(PUBLISHED)) {
            throw new UserError(
                    "targets.clustering is '" + clustering + "'.", "Use " + QUICK + " or " + PUBLISHED + ".");
        }
        Labels.checkClusters(clusters, maxFrames);
    }

    @Override
    public String text() {
        return clusters + " clusters of MFCC";
    }

    @Override
    public LabelSource open(EngineContext engine, TargetContext context) {
        KMeansOptions options = clustering.equals(PUBLISHED)
                ? KMeansOptions.published(clusters, context.seed())
                : KMeansOptions.miniBatch(clusters, context.seed());
        return new MfccLabels(engine, options, meanFree, maxFrames);
    }
}
