package org.speechbench.downstream.search;

/**
 * One layer of all queries and of one document.
 *
 * @param products of every query frame with every document frame, (N, T)
 */
record FrameProducts(Frames queries, Frames document, float[] products) {
    static FrameProducts of(Frames queries, Frames document) {
        return new FrameProducts(
                queries,
                document,
                queries.values().matMul(document.values().transpose()).toFloatArray());
    }

    /** The smallest distance of a query to a part of the document. */
    double distance(int query, FrameDistance distance) {
        int frames = document.count(0);
        int first = queries.starts()[query];
        return new SubsequenceDtw(frames).distance(queries.count(query), (i, row) -> {
            int q = first + i;
            for (int t = 0; t < frames; t++) {
                row[t] = distance.of(products[q * frames + t], queries.norms()[q], document.norms()[t]);
            }
        });
    }
}
