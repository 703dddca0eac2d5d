package org.speechbench.upstream.pretrain;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Seeds;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.FrameGeometry;
import org.speechbench.upstream.batches.BatchPlan;
import org.speechbench.upstream.batches.CropPlan;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.batches.SortedPlan;
import org.speechbench.upstream.labels.LabelAlignment;

/**
 * Makes the batch of every step, which is a pure function of data, configuration and step. Any number of threads may
 * use it.
 */
final class BatchMaker {
    /** Samples from one log-mel frame to the next. */
    private static final int MEL_STRIDE = 160;

    private final FeatureShards features;
    private final @Nullable LabelShards labels;
    private final FrameGeometry geometry;
    private final LabelAlignment alignment;
    private final MaskSampler masks;
    private final double maskGroupSeconds;
    private final BatchPlan plan;
    private final Seeds seeds;
    private final int unitStride;
    private final boolean resident;
    private final @Nullable Taught taught;

    /**
     * What batches have for a teacher.
     *
     * @param audio samples of the same utterances; null if they are the input itself
     * @param startStride samples, of which the start of every crop is a multiple
     */
    record Taught(@Nullable FeatureShards audio, int startStride) {}

    /**
     * Creates a batch maker.
     *
     * @param labels null if targets are states, which the devices compute
     * @param items numbers of the utterances to draw from
     * @param resident whether the input is on the devices, so that batches contain only the places of their crops
     * @param taught null without a teacher
     */
    BatchMaker(
            Pretrainable model,
            PretrainConfig config,
            FeatureShards features,
            @Nullable LabelShards labels,
            List<Integer> items,
            long seed,
            boolean resident,
            @Nullable Taught taught) {
        this.resident = resident;
        this.taught = taught;
        this.features = features;
        this.labels = labels;
        this.geometry = model.geometry();
        this.unitStride = features.kind() == Pretrainable.InputKind.WAVEFORM ? 1 : MEL_STRIDE;
        // Not that of the card: a network may join frames after its front end.
        int stride = unitStride * geometry.stride();
        this.alignment = new LabelAlignment(stride, labels == null ? stride : labels.stride());
        double frameMilliseconds = stride * 1000.0 / Waveform.SAMPLE_RATE;
        this.masks = new MaskSampler(
                config.masking().probability(),
                (int) Math.max(1, Math.round(config.masking().milliseconds() / frameMilliseconds)),
                MaskSampler.TWO_SPANS,
                model.maskedMultiple());
        this.maskGroupSeconds = config.masking().groupSeconds();
        this.seeds = new Seeds(seed);
        this.plan = plan(config, items, Waveform.SAMPLE_RATE / unitStride);
    }

    private BatchPlan plan(PretrainConfig config, List<Integer> items, int unitsPerSecond) {
        PretrainConfig.Crops crops = config.crops();
        double seconds = config.schedule().batchSeconds();
        return crops.to() == PretrainConfig.CropLength.SHORTEST
                ? new SortedPlan(
                        items, features::units, crops.shortest(), crops.longest(), seconds, unitsPerSecond, seeds)
                : new CropPlan(
                        items, features::units, CropPlan.buckets(crops.seconds(), seconds, unitsPerSecond), seeds);
    }

    BatchPlan plan() {
        return plan;
    }

    /** The batch of a step; the first step is 0. */
    PretrainBatch make(long step) {
        BatchPlan.Batch batch = plan.batch(step);
        int units = batch.bucket().units();
        int size = batch.items().length;
        int frames = geometry.frames(units);
        float[] input = new float[resident ? 0 : size * units * features.kind().width()];
        long[] places = new long[resident ? 2 * size : 0];
        int[] targets = new int[labels == null ? 0 : size * frames];
        PretrainBatch.Origin origin = origin(size, units);
        for (int b = 0; b < size; b++) {
            int item = batch.items()[b];
            int start = start(step, b, features.units(item) - units);
            if (resident) {
                System.arraycopy(features.place(item, start), 0, places, 2 * b, 2);
            } else {
                features.copy(
                        item, start, units, input, b * units * features.kind().width());
            }
            if (taught != null) {
                note(origin, b, item, (long) start * unitStride);
            }
            if (labels != null) {
                short[] crop = labels.read(item, alignment.first((long) start * unitStride), alignment.labels(frames));
                alignment.align(crop, frames, targets, b * frames);
            }
        }
        int group = MaskSampler.group(maskGroupSeconds, batch.bucket().seconds());
        boolean[] masked = masks.sample(size, frames, group, seeds.random("mask", step, 0));
        double seconds = size * batch.bucket().seconds();
        return new PretrainBatch(
                new PretrainBatch.Crops(input, size, units, seconds, places, null, origin),
                new PretrainBatch.Frames(frames, targets, masked),
                step,
                seeds.seed());
    }

    /** The first unit of a crop, drawn from 0 to a limit. */
    private int start(long step, int crop, int limit) {
        int stride = taught == null ? 1 : Math.max(1, taught.startStride() / unitStride);
        return stride * seeds.random("crop", step, crop).nextInt(limit / stride + 1);
    }

    private PretrainBatch.Origin origin(int size, int units) {
        if (taught == null) {
            return PretrainBatch.Origin.NONE;
        }
        int samples = taught.audio() == null ? 0 : FrameGeometry.KALDI.inputsFor(units);
        return new PretrainBatch.Origin(new float[size * samples], new int[size], new long[size]);
    }

    private void note(PretrainBatch.Origin origin, int crop, int item, long start) {
        origin.utterances()[crop] = item;
        origin.starts()[crop] = start;
        FeatureShards audio = Objects.requireNonNull(taught).audio();
        if (audio != null) {
            int samples = origin.samples().length / origin.starts().length;
            audio.copy(item, Math.toIntExact(start), samples, origin.samples(), crop * samples);
        }
    }

    /** The first batches of an epoch, at most {@code count}. */
    List<PretrainBatch> first(int count) {
        return IntStream.range(0, Math.min(count, plan.batchesPerEpoch()))
                .mapToObj(this::make)
                .toList();
    }
}
