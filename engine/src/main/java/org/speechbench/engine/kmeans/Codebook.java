package org.speechbench.engine.kmeans;

import java.nio.file.Path;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.checkpoint.TensorData;

/**
 * Centroids of clusters.
 *
 * @param k number of clusters
 * @param dim dimensions D
 * @param centroids shape (k, D), row-major; do not write to it
 * @param inertia sum of the squared distances of the training frames to their centroids
 */
public record Codebook(int k, int dim, float[] centroids, double inertia) {
    private static final String CENTROIDS = "centroids";
    private static final String INERTIA = "inertia";

    public Codebook {
        if (k < 1 || dim < 1 || centroids.length != k * dim) {
            throw new IllegalArgumentException(centroids.length + " values for " + k + " centroids of " + dim);
        }
    }

    /** Writes a safetensors file with one tensor, {@code centroids}. */
    public void save(Path file) {
        Safetensors.write(
                file, Map.of(CENTROIDS, TensorData.of(centroids, k, dim)), Map.of(INERTIA, Double.toString(inertia)));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws UserError if the file is missing or holds no centroids
     */
    public static Codebook load(Path file) {
        Safetensors read = Safetensors.read(file);
        TensorData c = read.tensors().get(CENTROIDS);
        if (c == null || c.shape().length != 2 || c.size() == 0) {
            throw new UserError(file + " holds no centroids.", "Give a file that clustering wrote.");
        }
        String inertia = read.metadata().getOrDefault(INERTIA, "NaN");
        try {
            return new Codebook(
                    Math.toIntExact(c.shape()[0]),
                    Math.toIntExact(c.shape()[1]),
                    c.finite(file + ": tensor '" + CENTROIDS + "'"),
                    Double.parseDouble(inertia));
        } catch (NumberFormatException e) {
            throw new UserError(file + " has the inertia '" + inertia + "'.", "Cluster again.", e);
        }
    }
}
