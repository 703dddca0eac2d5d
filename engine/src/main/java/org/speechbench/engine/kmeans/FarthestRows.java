package org.speechbench.engine.kmeans;

import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows with the largest distances among chunks; of equal distances, the lower row. */
final class FarthestRows {
    private record Row(float distance, int index) {}

    private static final Comparator<Row> ORDER =
            Comparator.comparingDouble(Row::distance).reversed().thenComparingInt(Row::index);

    private final int wanted;
    private List<Row> rows = new ArrayList<>();

    FarthestRows(int wanted) {
        this.wanted = wanted;
    }

    /** Adds the largest distances of a chunk and their rows in it. */
    void add(NDList chunk, int from) {
        float[] distances = chunk.get(0).toFloatArray();
        long[] indices = chunk.get(1).toLongArray();
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > 0) {
                rows.add(new Row(distances[i], from + Math.toIntExact(indices[i])));
            }
        }
        rows.sort(ORDER);
        if (rows.size() > wanted) {
            rows = new ArrayList<>(rows.subList(0, wanted));
        }
    }

    int[] best() {
        return rows.stream().mapToInt(Row::index).toArray();
    }
}
