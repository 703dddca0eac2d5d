package org.speechbench.bench.speed;

import java.util.List;
import org.speechbench.bench.jmh.CtcBenchmark;
import org.speechbench.bench.jmh.EncodeAloneBenchmark;
import org.speechbench.bench.jmh.EncodeBenchmark;
import org.speechbench.bench.jmh.FbankBenchmark;
import org.speechbench.bench.jmh.FeatureCacheBenchmark;
import org.speechbench.bench.jmh.HeadStepBenchmark;
import org.speechbench.bench.jmh.KMeansBenchmark;
import org.speechbench.bench.jmh.MatrixProductBenchmark;
import org.speechbench.bench.jmh.TrainStepBenchmark;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;

/** What can be timed, each in processes of its own. */
public enum SpeedBenchmark {
    /** The matrix product that is the ceiling; timed beside all others. */
    MATRIX_PRODUCT("matrix_product", MatrixProductBenchmark.class),
    /** One training step. */
    TRAIN_STEP("train_step", TrainStepBenchmark.class),
    /** One encode. */
    ENCODE("encode", EncodeBenchmark.class),
    /** The utterances of an encode one by one. */
    ENCODE_ALONE("encode_alone", EncodeAloneBenchmark.class),
    /** One training step, and each block of the model by itself. */
    MODULES("modules", TrainStepBenchmark.class),
    /** Log-mel values; of no upstream in particular. */
    FBANK("fbank", FbankBenchmark.class),
    /** Frames to their nearest centroids. */
    KMEANS("kmeans", KMeansBenchmark.class),
    /** CTC and its gradient. */
    CTC("ctc", CtcBenchmark.class),
    /** Kept hidden states of one utterance to memory. */
    CACHE_READ("cache_read", FeatureCacheBenchmark.class),
    /** One training step of a head on kept hidden states. */
    HEAD_STEP("head_step", HeadStepBenchmark.class);

    /** Those that an experiment may name; the others come with what they are for. */
    private static final List<SpeedBenchmark> CHOICE =
            List.of(TRAIN_STEP, ENCODE, ENCODE_ALONE, FBANK, KMEANS, CTC, CACHE_READ, HEAD_STEP);

    private final String id;
    private final Class<?> type;

    SpeedBenchmark(String id, Class<?> type) {
        this.id = id;
        this.type = type;
    }

    /** @throws UserError if there is none of that name that an experiment may ask for */
    static SpeedBenchmark of(String id) {
        return CHOICE.stream()
                .filter(b -> b.id.equals(id))
                .findFirst()
                .orElseThrow(() -> NearNames.unknown(
                        "Unknown benchmark '" + id + "'.",
                        id,
                        CHOICE.stream().map(b -> b.id).toList()));
    }

    /** As rows of results call it. */
    public String id() {
        return id;
    }

    /** The JMH class. */
    Class<?> type() {
        return type;
    }

    /** Whether it is timed once and not for every upstream. */
    boolean ofTheMachine() {
        return this == MATRIX_PRODUCT || this == FBANK;
    }

    /** Whether one call of it processes only one utterance of the batch. */
    boolean hearsOneUtterance() {
        return this == CACHE_READ;
    }
}
