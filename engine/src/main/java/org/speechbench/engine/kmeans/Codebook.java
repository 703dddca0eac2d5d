package org.speechbench.engine.kmeans;

/**
 * Centroids of clusters.
 *
 * @param k number of clusters
 * @param dim dimensions D
 * @param centroids shape (k, D), row-major; do not write to it
 * @param inertia sum of the squared distances of the training frames to their centroids
 */
public record Codebook(int k, int dim, float[] centroids, double inertia) {

    public Codebook {
        if (k < 1 || dim < 1 || centroids.length != k * dim) {
            throw new IllegalArgumentException(centroids.length + " values for " + k + " centroids of " + dim);
        }
    }
}
