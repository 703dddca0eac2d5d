package org.speechbench.upstream.labels;

/**
 * How well clusters distinguish phones, computed from frames that have both (HuBERT, arXiv 2106.07447, section IV.C).
 * Here p(y, z) is the share of frames with phone y and cluster z.
 *
 * @param phonePurity sum over z of the largest p(y, z): accuracy if every cluster is named after its commonest phone
 * @param clusterPurity sum over y of the largest p(y, z): how far a phone stays in one cluster; falls with more
 *     clusters
 * @param pnmi mutual information of phone and cluster over the entropy of the phone, 0 to 1; NaN if there is one phone
 * @param frames number of frames counted
 */
public record LabelQuality(double phonePurity, double clusterPurity, double pnmi, long frames) {}
