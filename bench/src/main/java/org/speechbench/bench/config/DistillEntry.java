package org.speechbench.bench.config;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.speechbench.bench.config.PretrainEntry.Distilled;
import org.speechbench.datasets.corpus.Division;
import org.speechbench.upstream.distill.DistillOptions;
import org.speechbench.upstream.distill.Distillation;
import org.speechbench.upstream.pretrain.FeaturePlacement;
import org.speechbench.upstream.pretrain.KernelSet;
import org.speechbench.upstream.pretrain.PretrainConfig;
import org.speechbench.upstream.pretrain.PretrainOptions;
import org.speechbench.upstream.targets.TeacherStates;
import org.speechbench.upstream.training.Logging;
import org.speechbench.upstream.training.MicroBatches;

/**
 * A student that learns the states of a teacher.
 *
 * @param provider the name of an upstream provider that can learn from a teacher
 * @param settings further settings of the provider
 * @param teacher where the states come from
 * @param learning which states are learnt, and how
 * @param init the weights with which the student begins
 * @param seeds see {@link PretrainEntry}
 */
public record DistillEntry(
        String provider,
        String size,
        Map<String, String> settings,
        @JsonUnwrapped Audio audio,
        Teacher teacher,
        @JsonUnwrapped DistillOptions learning,
        InitEntry init,
        int seeds,
        @JsonUnwrapped Recipe recipe) {
    /** The recordings, see {@link PretrainEntry.Data}. */
    public record Audio(String manifest, List<String> train, List<String> dev, Division divide) {}

    /**
     * The teacher.
     *
     * @param from the label of another training of the experiment, or empty
     * @param checkpoint alternatively, a model folder, relative to the working folder
     * @param provider the provider of the checkpoint; empty if the folder contains it
     * @param size the size of the checkpoint, likewise
     * @param context what it is given
     */
    public record Teacher(
            String from, String checkpoint, String provider, String size, TeacherStates.Context context) {}

    /** The settings of {@link PretrainConfig} that a student has. */
    public record Recipe(
            @JsonUnwrapped PretrainConfig.Schedule schedule,
            @JsonUnwrapped(prefix = "crop_") PretrainConfig.Crops crops,
            @JsonUnwrapped(prefix = "mask_") PretrainConfig.Masking masking,
            double dropout,
            double activationDropout,
            double layerDrop,
            double featureGradientScale,
            KernelSet compute,
            @JsonUnwrapped MicroBatches microBatches,
            FeaturePlacement residentFeatures,
            @JsonUnwrapped Logging logging) {
        PretrainConfig training() {
            PretrainOptions options =
                    new PretrainOptions(dropout, layerDrop, 0, featureGradientScale, 0, 1, activationDropout, compute);
            return new PretrainConfig(schedule, crops, masking, options, microBatches, residentFeatures, logging);
        }
    }

    public DistillEntry {
        settings = Ordered.copy(settings);
        states(teacher).validate();
    }

    private static TeacherStates states(Teacher teacher) {
        return new TeacherStates(
                teacher.from(), teacher.checkpoint(), teacher.provider(), teacher.size(), List.of(), teacher.context());
    }

    /** The same as a training on targets, which are states. */
    PretrainEntry pretraining() {
        return new PretrainEntry(
                provider,
                size,
                settings,
                new PretrainEntry.Data(audio.manifest(), audio.train(), audio.dev(), audio.divide(), PhonesEntry.NONE),
                states(teacher),
                Distillation.NAME,
                seeds,
                recipe.training(),
                new Distilled(learning, init));
    }
}
