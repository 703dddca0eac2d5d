package org.speechbench.upstream.labels;

/** Counts frames by phone and cluster. */
public final class PhoneClusterCounts {
    private final long[][] counts;
    private long frames;

    public PhoneClusterCounts(int phones, int clusters) {
        counts = new long[phones][clusters];
    }

    public void add(int phone, int cluster) {
        counts[phone][cluster]++;
        frames++;
    }

    public long frames() {
        return frames;
    }

    /** @throws IllegalStateException if no frame was added */
    public LabelQuality quality() {
        if (frames == 0) {
            throw new IllegalStateException("no frame has a phone and a cluster");
        }
        int clusters = counts[0].length;
        long[] ofPhone = new long[counts.length];
        long[] ofCluster = new long[clusters];
        long[] mostOfCluster = new long[clusters];
        long inCommonestCluster = 0;
        for (int y = 0; y < counts.length; y++) {
            long most = 0;
            for (int z = 0; z < clusters; z++) {
                long n = counts[y][z];
                ofPhone[y] += n;
                ofCluster[z] += n;
                mostOfCluster[z] = Math.max(mostOfCluster[z], n);
                most = Math.max(most, n);
            }
            inCommonestCluster += most;
        }
        long ofCommonestPhone = java.util.Arrays.stream(mostOfCluster).sum();
        return new LabelQuality(
                (double) ofCommonestPhone / frames,
                (double) inCommonestCluster / frames,
                information(ofPhone, ofCluster) / entropy(ofPhone),
                frames);
    }

    /** The mutual information I(y; z) in nats. */
    private double information(long[] ofPhone, long[] ofCluster) {
        double sum = 0;
        for (int y = 0; y < ofPhone.length; y++) {
            for (int z = 0; z < ofCluster.length; z++) {
                long n = counts[y][z];
                if (n > 0) {
                    sum += (double) n / frames * Math.log((double) n * frames / ((double) ofPhone[y] * ofCluster[z]));
                }
            }
        }
        return sum;
    }

    /** The entropy H(y) in nats. */
    private double entropy(long[] ofPhone) {
        double sum = 0;
        for (long n : ofPhone) {
            if (n > 0) {
                sum -= (double) n / frames * Math.log((double) n / frames);
            }
        }
        return sum;
    }
}
