package org.speechbench.bench.config;

import org.speechbench.core.UserError;

/**
 * What masked prediction predicts.
 *
 * @param kind {@code kmeans_mfcc}: k-means over 39-dimensional MFCC (HuBERT, section IV.B, first iteration)
 * @param clusters number of classes
 * @param meanFree whether the utterance's mean is taken from the static coefficients first, so that clusters do not tell
 *     the channel
 */
public record TargetsEntry(String kind, int clusters, boolean meanFree) {
    public TargetsEntry {
        if (!kind.equals("kmeans_mfcc")) {
            throw new UserError("targets.kind is '" + kind + "', wanted kmeans_mfcc.", "Use kmeans_mfcc.");
        }
        Range.atLeast("targets.clusters", clusters, 2);
    }
}
