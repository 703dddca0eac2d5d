package org.speechbench.upstream.pretrain;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.batches.MaskSampler;
import org.speechbench.upstream.labels.FileLabels;
import org.speechbench.upstream.pretrain.FeatureShards.FilterBank;
import org.speechbench.upstream.targets.LabelSource;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;

/** Pre-trainings of tests in one call each. */
public final class Pretrainings {
    private Pretrainings() {}

    /** Masks by the published group. */
    public static PretrainConfig config(
            int steps,
            double batchSeconds,
            List<Double> cropSeconds,
            double maskProbability,
            double maskMilliseconds,
            double learningRate,
            double warmup,
            double weightDecay,
            double clip,
            PretrainOptions model,
            int logEvery,
            int evaluateEvery,
            int checkpointEvery,
            boolean cropToShortest) {
        return new PretrainConfig(
                new PretrainConfig.Schedule(steps, batchSeconds, learningRate, warmup, weightDecay, clip),
                new PretrainConfig.Crops(
                        cropSeconds,
                        cropToShortest ? PretrainConfig.CropLength.SHORTEST : PretrainConfig.CropLength.LISTED),
                new PretrainConfig.Masking(maskProbability, maskMilliseconds, MaskSampler.PUBLISHED_GROUP_SECONDS),
                model,
                MicroBatches.WHOLE,
                FeaturePlacement.AUTO,
                new Logging(logEvery, evaluateEvery, checkpointEvery));
    }

    /** The same with memory used in another way. */
    public static PretrainConfig config(PretrainConfig c, MicroBatches passes, FeaturePlacement features) {
        return new PretrainConfig(c.schedule(), c.crops(), c.masking(), c.model(), passes, features, c.logging());
    }

    /** The same with other crops. */
    public static PretrainConfig config(PretrainConfig c, PretrainConfig.Crops crops) {
        return new PretrainConfig(
                c.schedule(), crops, c.masking(), c.model(), c.microBatches(), c.residentFeatures(), c.logging());
    }

    /** The same with other masks. */
    public static PretrainConfig config(PretrainConfig c, PretrainConfig.Masking masking) {
        return new PretrainConfig(
                c.schedule(), c.crops(), masking, c.model(), c.microBatches(), c.residentFeatures(), c.logging());
    }

    /** Events without what differs between equal runs: times. */
    public static List<TrainingEvent> untimed(List<TrainingEvent> events) {
        return events.stream()
                .map(event -> {
                    Map<String, Double> values = new LinkedHashMap<>(event.values());
                    values.keySet().removeAll(List.of(TrainingEvent.SECONDS, TrainingEvent.SPEED));
                    return new TrainingEvent(event.step(), values);
                })
                .toList();
    }

    public static PretrainJob job(
            EngineContext engine,
            Pretraining provider,
            UpstreamSpec spec,
            PretrainConfig config,
            List<Utterance> train,
            List<Utterance> dev,
            WaveformReader reader,
            LabelSource labels,
            @Nullable FilterBank filterBank,
            boolean skipBad,
            Path work,
            Path out,
            Progress progress,
            @Nullable FileLabels phones) {
        PretrainJob.Data data = new PretrainJob.Data(train, dev, reader, labels, filterBank, skipBad, phones);
        return new PretrainJob(List.of(engine), provider, spec, config, data, work, out, progress);
    }
}
