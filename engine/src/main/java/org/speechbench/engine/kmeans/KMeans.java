package org.speechbench.engine.kmeans;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.device.DeviceMemory;

/**
 * Clustering of frames on the device: greedy k-means++ initialisation (Arthur and Vassilvitskii 2007, the best of 2 +
 * ln k candidates at every step, as in scikit-learn), mini-batches (Sculley 2010) and Lloyd's passes, in fp32 around
 * the centroids' mean, with sums over chunks in fp64. Equal frames, options and engine threads give equal centroids.
 * Frames stay on the device where they take at most half of its free memory; otherwise they are sent in chunks.
 */
public final class KMeans implements AutoCloseable {
    private final EngineContext engine;
    private final DeviceMemory memory;
    private final Script script;

    public KMeans(EngineContext engine) {
        this(engine, DeviceMemory.of(engine.device()));
    }

    /** @param memory in which frames stay during clustering */
    KMeans(EngineContext engine, DeviceMemory memory) {
        this.engine = engine;
        this.memory = memory;
        this.script = Script.load(
                engine,
                new ScriptSource(Precision.FP32).add(Fragment.ON_DEVICE, Fragment.of(KMeans.class, "kmeans.py")));
    }

    /** @throws UserError if there are fewer frames than clusters, or frames that are not finite */
    public Codebook fit(FrameMatrix frames, KMeansOptions options) {
        return fit(frames, options, Progress.silent());
    }

    /** The same with progress reports: a unit of progress is a start, a mini-batch or a pass. */
    public Codebook fit(FrameMatrix frames, KMeansOptions options, Progress progress) {
        if (frames.size() < options.k()) {
            throw new UserError(
                    options.k() + " clusters of " + frames.size() + " frames.", "Use more audio or fewer clusters.");
        }
        int units = options.starts() + options.miniBatches(frames.size()) + options.passes();
        try (Progress.Stage stage = progress.start("k-means of " + frames.size() + " frames", units)) {
            return fit(frames, options, stage);
        }
    }

    private Codebook fit(FrameMatrix matrix, KMeansOptions options, Progress.Stage stage) {
        try (NDManager owner = engine.manager().newSubManager()) {
            PlacedFrames frames = PlacedFrames.of(engine, memory, script, owner, matrix);
            return fit(frames, matrix, options, stage);
        }
    }

    private Codebook fit(PlacedFrames frames, FrameMatrix matrix, KMeansOptions options, Progress.Stage stage) {
        SplittableRandom random = new SplittableRandom(options.seed());
        Centroids centroids = start(frames, options, random, stage);
        int size = Math.min(options.batch(), frames.size());
        int most = options.miniBatches(frames.size());
        Patience patience = new Patience(options.patience(), size, frames.size());
        for (int b = 0; b < most && !patience.isOver(); b++) {
            try (NDManager owner = engine.manager().newSubManager()) {
                ClusterSums sums = total(frames.drawn(owner, drawn(random, size, frames.size())), centroids);
                centroids.absorb(sums);
                patience.add(sums.inertia() / size);
            }
            stage.advance(1, "");
        }
        for (int p = 0; p < options.passes(); p++) {
            ClusterSums sums = total(frames, centroids);
            if (!centroids.moveTo(sums, missing -> farthest(frames, matrix, centroids, missing))) {
                break;
            }
            stage.advance(1, "");
        }
        return new Codebook(
                options.k(),
                frames.dimensions(),
                centroids.values(),
                finite(total(frames, centroids).inertia()));
    }

    /** The number of the nearest centroid of each frame. */
    public int[] assign(Codebook codebook, FrameMatrix frames) {
        if (frames.dimensions() != codebook.dim()) {
            throw new IllegalArgumentException(
                    "frames of " + frames.dimensions() + " dimensions, centroids of " + codebook.dim());
        }
        int[] labels = new int[frames.size()];
        Centroids centroids = new Centroids(codebook.centroids(), codebook.k(), codebook.dim());
        eachChunk(new PlacedFrames.OnHost(frames), centroids, (chunk, from) -> {
            long[] nearest =
                    script.callOne(chunk.step(), "assign", chunk.arguments()).toLongArray();
            for (int i = 0; i < nearest.length; i++) {
                labels[from + i] = Math.toIntExact(nearest[i]);
            }
        });
        return labels;
    }

    @Override
    public void close() {
        script.close();
    }

    /** The start with the least inertia on one sample, from which no start is drawn. */
    private Centroids start(PlacedFrames frames, KMeansOptions options, SplittableRandom random, Progress.Stage stage) {
        try (NDManager owner = engine.manager().newSubManager()) {
            PlacedFrames judge = sample(owner, frames, options, random);
            Centroids best = null;
            double least = Double.POSITIVE_INFINITY;
            for (int s = 0; s < options.starts(); s++) {
                Centroids other = plusPlus(frames, options, random);
                double inertia = finite(total(judge, other).inertia());
                if (best == null || inertia < least) {
                    least = inertia;
                    best = other;
                }
                stage.advance(1, "");
            }
            return Objects.requireNonNull(best);
        }
    }

    private Centroids plusPlus(PlacedFrames frames, KMeansOptions options, SplittableRandom random) {
        int k = options.k();
        try (NDManager step = engine.manager().newSubManager()) {
            PlacedFrames sample = sample(step, frames, options, random);
            double[] draws = random.doubles((long) k * options.candidates()).toArray();
            NDArray x = sample.range(step, 0, sample.size());
            NDArray places = step.create(draws, new Shape(k, options.candidates()));
            NDArray c = script.callOne(step, "plus_plus", Arguments.of(x, places));
            return new Centroids(c.toFloatArray(), k, frames.dimensions());
        }
    }

    private ClusterSums total(PlacedFrames frames, Centroids centroids) {
        ClusterSums sums = new ClusterSums(centroids.k(), frames.dimensions(), centroids.mean());
        eachChunk(
                frames,
                centroids,
                (chunk, from) -> sums.add(script.callOne(chunk.step(), "gather", chunk.arguments())
                        .toDoubleArray()));
        return sums;
    }

    /**
     * The requested number of frames that are farthest from their centroids, the farthest first; fewer if the others
     * coincide with their centroids.
     *
     * @param matrix the same frames on the host
     */
    private float[][] farthest(PlacedFrames frames, FrameMatrix matrix, Centroids centroids, int wanted) {
        FarthestRows rows = new FarthestRows(wanted);
        eachChunk(frames, centroids, (chunk, from) -> {
            Arguments arguments = chunk.arguments().add(chunk.numbers().create((long) Math.min(wanted, chunk.size())));
            rows.add(script.call(chunk.step(), "farthest", arguments), from);
        });
        return IntStream.of(rows.best()).mapToObj(row -> matrix.range(row, 1)).toArray(float[][]::new);
    }

    /**
     * A chunk of frames, with the centroids and their mean.
     *
     * @param numbers of the host
     */
    private record Chunk(NDManager step, NDManager numbers, NDArray frames, NDArray centroids) {
        Arguments arguments() {
            return Arguments.of(frames, centroids);
        }

        int size() {
            return Math.toIntExact(frames.getShape().get(0));
        }
    }

    private void eachChunk(PlacedFrames frames, Centroids centroids, ObjIntConsumer<Chunk> work) {
        try (NDManager all = engine.manager().newSubManager()) {
            NDArray around = all.create(centroids.withMean(), new Shape(centroids.k() + 1, centroids.dim()));
            for (int from = 0; from < frames.size(); from += PlacedFrames.CHUNK) {
                int n = Math.min(PlacedFrames.CHUNK, frames.size() - from);
                try (NDManager step = all.newSubManager();
                        NDManager numbers = step.newSubManager(Device.cpu())) {
                    work.accept(new Chunk(step, numbers, frames.range(step, from, n), around), from);
                }
            }
        }
    }

    private static PlacedFrames sample(
            NDManager owner, PlacedFrames frames, KMeansOptions options, SplittableRandom random) {
        return frames.size() <= options.sample()
                ? frames
                : frames.drawn(owner, drawn(random, options.sample(), frames.size()));
    }

    private static int[] drawn(SplittableRandom random, int count, int size) {
        return random.ints(count, 0, size).toArray();
    }

    private static double finite(double inertia) {
        if (!Double.isFinite(inertia)) {
            throw new UserError("Frames that are to be clustered are not finite.", "Check the audio and the features.");
        }
        return inertia;
    }

    /** The rows with the largest distances among chunks; of equal distances, the lower row. */
    static final class FarthestRows {
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

    /**
     * Decides when further mini-batches bring no improvement: the inertia of a mini-batch under the centroids before it,
     * smoothed over about half a pass, has had no new minimum for a given number of mini-batches. The first one reflects
     * the initialisation and does not count.
     */
    static final class Patience {
        private final int most;
        private final double weight;
        private boolean first = true;
        private double smoothed = Double.NaN;
        private double least = Double.POSITIVE_INFINITY;
        private int vain;

        /**
         * @param most number of mini-batches without improvement; 0 for no limit
         * @param batch frames of a mini-batch
         * @param frames number of all frames
         */
        Patience(int most, int batch, int frames) {
            this.most = most;
            this.weight = Math.min(1, 2.0 * batch / (frames + 1.0));
        }

        /** @param inertia of a mini-batch, mean over its frames */
        void add(double inertia) {
            if (first) {
                first = false;
                return;
            }
            smoothed = Double.isNaN(smoothed) ? inertia : (1 - weight) * smoothed + weight * inertia;
            if (smoothed < least) {
                least = smoothed;
                vain = 0;
            } else {
                vain++;
            }
        }

        boolean isOver() {
            return most > 0 && vain >= most;
        }
    }
}
