package org.speechbench.engine.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.speechbench.core.testing.Refusal.assertRefused;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.device.DeviceMemory;
import org.speechbench.engine.testing.TestEngine;

class KMeansTest {
    @RegisterExtension
    private static final TestEngine STARTED = new TestEngine();

    private static final EngineContext ENGINE = STARTED.context();

    private static final int DIM = 5;

    private static final KMeans kmeans = new KMeans(ENGINE);

    @AfterAll
    static void stop() {
        kmeans.close();
    }

    @Test
    void separated_blobs_are_found_by_either_algorithm() {
        int blobs = 12;
        float[] frames = blobs(blobs, 400);
        for (KMeansOptions o : new KMeansOptions[] {lloyd(blobs, 3), new KMeansOptions(blobs, 5, 1_000, 40, 0, 3)}) {
            Codebook found = kmeans.fit(FrameMatrix.of(frames, DIM), o);
            int[] labels = kmeans.assign(found, FrameMatrix.of(frames, DIM));
            for (int b = 0; b < blobs; b++) {
                int[] own = Arrays.copyOfRange(labels, 400 * b, 400 * (b + 1));
                assertThat(own).as("blob " + b + " with " + o).containsOnly(own[0]);
            }
            assertThat(labels).contains(IntStream.range(0, blobs).toArray());
            // Each coordinate has the variance 0.01.
            assertThat(found.inertia() / (blobs * 400 * DIM)).isCloseTo(0.01, within(0.001));
        }
    }

    /** Of one candidate a step, a third of all starts leave a blob of these without a centroid. */
    @Test
    void the_best_of_several_candidates_starts_in_every_blob() {
        int blobs = 32;
        FrameMatrix frames = FrameMatrix.of(blobs(blobs, 50), DIM);
        for (int seed = 0; seed < 40; seed++) {
            KMeansOptions start = new KMeansOptions(blobs, 1, 10_000, 0, 0, seed);
            // Within a blob a frame is some 0.1 from its centroid; each frame of a blob without one is 25 from the
            // next.
            assertThat(kmeans.fit(frames, start).inertia()).as("seed " + seed).isLessThan(1_000);
        }
    }

    @Test
    void equal_seeds_give_equal_centroids_and_other_seeds_others() {
        float[] noise = noise(3_000);
        KMeansOptions options = new KMeansOptions(20, 3, 500, 30, 2, 11);
        KMeansOptions other = new KMeansOptions(20, 3, 500, 30, 2, 12);
        float[] a = kmeans.fit(FrameMatrix.of(noise, DIM), options).centroids();
        assertThat(kmeans.fit(FrameMatrix.of(noise, DIM), options).centroids()).isEqualTo(a);
        assertThat(kmeans.fit(FrameMatrix.of(noise, DIM), other).centroids()).isNotEqualTo(a);
    }

    @Test
    void pieces_make_no_difference() {
        float[] noise = noise(2_000);
        FrameMatrix pieces = new FrameMatrix(DIM);
        for (int from = 0, n = 1; from < 2_000; from += n, n = Math.min(2 * n, 2_000 - from)) {
            pieces.add(Arrays.copyOfRange(noise, from * DIM, (from + n) * DIM));
            pieces.add(new float[0]);
        }
        KMeansOptions options = new KMeansOptions(8, 2, 100, 10, 3, 5);
        assertThat(pieces.size()).isEqualTo(2_000);
        assertThat(kmeans.fit(pieces, options).centroids())
                .isEqualTo(kmeans.fit(FrameMatrix.of(noise, DIM), options).centroids());
    }

    @Test
    void frames_that_stay_on_the_device_give_the_same_centroids_to_the_last_bit() {
        // More than one chunk, samples and mini-batches that are drawn, passes, and clusters that become empty.
        float[] noise = noise(40_000);
        KMeansOptions drawn = new KMeansOptions(30, 2, 2_000, 20, 3, 1);
        float[] two = new float[50 * DIM];
        Arrays.fill(two, 25 * DIM, 50 * DIM, 4);
        try (KMeans resident = new KMeans(ENGINE, new DeviceMemory(() -> 2L * 4 * 40_000 * DIM))) {
            Codebook expected = kmeans.fit(FrameMatrix.of(noise, DIM), drawn);
            Codebook found = resident.fit(FrameMatrix.of(noise, DIM), drawn);
            assertThat(found.centroids()).isEqualTo(expected.centroids());
            assertThat(found.inertia()).isEqualTo(expected.inertia());
            assertThat(resident.fit(FrameMatrix.of(two, DIM), lloyd(5, 1)).centroids())
                    .isEqualTo(kmeans.fit(FrameMatrix.of(two, DIM), lloyd(5, 1)).centroids());
        }
    }

    @Test
    void frames_stay_on_the_device_only_where_they_take_at_most_half_of_its_free_memory() {
        FrameMatrix frames = FrameMatrix.of(noise(20_000), DIM);
        try (NDManager owner = ENGINE.manager().newSubManager();
                Script script = Script.load(
                        ENGINE,
                        new ScriptSource(Precision.FP32)
                                .add(Fragment.ON_DEVICE, Fragment.of(KMeans.class, "kmeans.py")))) {
            for (int missing : new int[] {0, 1}) {
                DeviceMemory memory = new DeviceMemory(() -> 2L * 4 * 20_000 * DIM - missing);
                PlacedFrames placed = PlacedFrames.of(ENGINE, memory, script, owner, frames);
                assertThat(placed).isInstanceOf(missing == 0 ? PlacedFrames.OnDevice.class : PlacedFrames.OnHost.class);
                assertThat(placed.range(owner, 16_000, 1_000).toFloatArray()).isEqualTo(frames.range(16_000, 1_000));
                int[] rows = {19_999, 0, 16_384, 0};
                assertThat(placed.drawn(owner, rows).range(owner, 0, 4).toFloatArray())
                        .isEqualTo(frames.rows(rows));
            }
        }
    }

    @Test
    void assignment_and_inertia_equal_brute_force_over_several_chunks_and_far_from_zero() {
        float[] frames = noise(40_000);
        for (int i = 0; i < frames.length; i++) {
            frames[i] += 100;
        }
        Codebook book = kmeans.fit(FrameMatrix.of(frames, DIM), new KMeansOptions(30, 1, 2_000, 20, 0, 1));
        int[] labels = kmeans.assign(book, FrameMatrix.of(frames, DIM));
        double inertia = 0;
        for (int row = 0; row < labels.length; row++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < book.k(); c++) {
                least = Math.min(least, distance(frames, row, book, c));
            }
            inertia += least;
            assertThat(distance(frames, row, book, labels[row])).isCloseTo(least, within(1e-4));
        }
        assertThat(book.inertia() / inertia).isCloseTo(1, within(1e-4));
    }

    @Test
    void passes_never_raise_the_inertia() {
        FrameMatrix frames = FrameMatrix.of(noise(5_000), DIM);
        double before = Double.POSITIVE_INFINITY;
        for (int passes = 0; passes < 6; passes++) {
            double now = kmeans.fit(frames, new KMeansOptions(16, 1, 1_000, 0, passes, 2))
                    .inertia();
            assertThat(now).isLessThan(before);
            before = now;
        }
    }

    @Test
    void as_many_clusters_as_distinct_frames_leave_no_distance_and_duplicates_do_no_harm() {
        float[] two = new float[50 * DIM];
        Arrays.fill(two, 25 * DIM, 50 * DIM, 4);
        Codebook book = kmeans.fit(FrameMatrix.of(two, DIM), lloyd(2, 1));
        assertThat(book.inertia()).isCloseTo(0, within(1e-6));
        Codebook surplus = kmeans.fit(FrameMatrix.of(two, DIM), lloyd(5, 1));
        assertThat(surplus.inertia()).isCloseTo(0, within(1e-6));
        for (float v : surplus.centroids()) {
            assertThat(Math.min(Math.abs(v), Math.abs(v - 4))).isLessThan(1e-5f);
        }
    }

    @Test
    void an_empty_cluster_moves_to_the_frame_farthest_from_every_centroid() {
        float[] frames = {0, 1, 10, 11, 50};
        Centroids centroids = new Centroids(new float[] {0.5f, 10.5f, 1_000}, 3, 1);
        ClusterSums sums = new ClusterSums(3, 1, new float[] {0});
        sums.add(1, 71, 0, 2, 3, 0, 1_561.25);
        assertThat(centroids.moveTo(sums, n -> new float[][] {{frames[4]}})).isTrue();
        assertThat(centroids.values()).containsExactly(0.5f, 71 / 3f, 50);
    }

    @Test
    void the_farthest_rows_are_sought_in_all_chunks_and_frames_on_their_centroid_are_none() {
        KMeans.FarthestRows rows = new KMeans.FarthestRows(3);
        try (NDManager step = ENGINE.manager().newSubManager()) {
            rows.add(chunk(step, new float[] {5, 2, 0}, new long[] {7, 1, 3}), 0);
            rows.add(chunk(step, new float[] {9, 5, 1}, new long[] {4, 2, 0}), 100);
        }
        assertThat(rows.best()).containsExactly(104, 7, 102);
        KMeans.FarthestRows none = new KMeans.FarthestRows(3);
        try (NDManager step = ENGINE.manager().newSubManager()) {
            none.add(chunk(step, new float[] {1, 0, 0}, new long[] {7, 1, 3}), 0);
        }
        assertThat(none.best()).containsExactly(7);
    }

    @Test
    void fewer_frames_than_clusters_and_frames_that_are_no_numbers_are_the_users_errors() {
        FrameMatrix three = FrameMatrix.of(new float[3 * DIM], DIM);
        assertRefused(() -> kmeans.fit(three, lloyd(4, 1)), "4 clusters of 3 frames");
        float[] bad = noise(100);
        bad[77] = Float.NaN;
        assertRefused(() -> kmeans.fit(FrameMatrix.of(bad, DIM), lloyd(4, 1)));
    }

    private static NDList chunk(NDManager step, float[] distances, long[] rows) {
        return new NDList(step.create(distances), step.create(rows));
    }

    private static double distance(float[] frames, int row, Codebook book, int c) {
        double sum = 0;
        for (int d = 0; d < DIM; d++) {
            double x = frames[row * DIM + d] - (double) book.centroids()[c * DIM + d];
            sum += x * x;
        }
        return sum;
    }

    private static float[] noise(int frames) {
        SplittableRandom random = new SplittableRandom(99);
        float[] x = new float[frames * DIM];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
        }
        return x;
    }

    /** Normal blobs of deviation 0.1 around the corners of a coarse grid. */
    private static float[] blobs(int blobs, int each) {
        java.util.Random random = new java.util.Random(5);
        float[] x = new float[blobs * each * DIM];
        for (int i = 0; i < x.length; i++) {
            int blob = i / DIM / each;
            int corner = blob >> (i % DIM) & 1;
            x[i] = (float) (5 * corner + 0.1 * random.nextGaussian());
        }
        return x;
    }

    /** Passes over all frames until nothing moves. */
    private static KMeansOptions lloyd(int k, long seed) {
        return new KMeansOptions(k, 20, 10_000, 0, 100, seed);
    }
}
