package org.speechbench.core.result;

import org.speechbench.core.result.Metric.Aggregation;
import org.speechbench.core.result.Metric.Direction;

/**
 * Every metric that speechbench itself writes; the only place that defines its id, label, unit, direction and
 * aggregation.
 */
public final class Metrics {
    // Scores of tasks.
    public static final Metric WORD_ERRORS = lower("wer", "WER", "%");
    public static final Metric CHARACTER_ERRORS = lower("cer", "CER", "%");
    public static final Metric PHONE_ERRORS = lower("per", "PER", "%");
    public static final Metric ACCURACY = higher("accuracy", "Acc", "%");
    public static final Metric EQUAL_ERROR_RATE = lower("eer", "EER", "%");
    public static final Metric DIARIZATION_ERRORS = lower("der", "DER", "%");
    public static final Metric TERM_WEIGHTED_VALUE = higher("mtwv", "100 MTWV", "");
    public static final Metric SLOT_TYPES = higher("slot_type_f1", "slot type F1", "%");
    public static final Metric SLOT_VALUES = lower("slot_value_cer", "slot value CER", "%");

    // Results of a pre-training or fine-tuning.
    public static final Metric DEV_LOSS = lower("dev_loss", "masked loss on dev", "nats");
    public static final Metric MASKED_ACCURACY = higher("masked_accuracy", "masked accuracy on dev", "%");
    public static final Metric UNMASKED_ACCURACY = higher("unmasked_accuracy", "unmasked accuracy on dev", "%");
    public static final Metric PHONE_PURITY = higher("phone_purity", "phone purity of the targets", "%");
    public static final Metric CLUSTER_PURITY = higher("cluster_purity", "cluster purity of the targets", "%");
    public static final Metric PHONE_INFORMATION =
            higher("pnmi", "phone-normalised mutual information of the targets", "%");
    public static final Metric CLASSES_PREDICTED = higher("classes_predicted", "classes predicted at the end", "%");
    public static final Metric PERPLEXITY =
            higher("prediction_perplexity", "perplexity of predictions at the end", "classes");

    /** The loss that a student minimises: the weighted sum of its losses over its targets. */
    public static final Metric DISTILLATION_LOSS = lower("dev_loss", "distillation loss on dev", "");

    // Size and speed of a model.
    public static final Metric PARAMETERS = lower("parameters", "parameters", "M");
    public static final Metric ENCODER_PARAMETERS =
            lower("encoder_parameters", "parameters without the front end", "M");
    /** Multiply-accumulates of a forward pass, computed from the architecture. */
    public static final Metric MULTIPLY_ACCUMULATES =
            lower("gmacs_per_audio_second", "multiply-accumulates", "GMAC/audio-s");

    public static final Metric ENCODE_SPEED = timed(higher("encode_speed", "speed of encoding", "audio-s/s"));

    // Costs of a pre-training or fine-tuning.
    public static final Metric AUDIO_HOURS = higher("audio_hours", "audio trained on", "h");
    public static final Metric TRAINING_SPEED = higher("audio_seconds_per_second", "speed of training", "audio-s/s");
    public static final Metric OUTSIDE_STEPS = lower("outside_steps", "training time outside of steps", "%");
    public static final Metric SECONDS = lower("seconds", "wall-clock of training", "s");
    public static final Metric PREPARE_SECONDS =
            lower("prepare_seconds", "wall-clock of preparing features and labels", "s");
    public static final Metric TOTAL_SECONDS = lower("total_seconds", "wall-clock of everything", "s");
    public static final Metric DEVICE_HOURS = lower("device_hours", "device hours of training", "h");

    // Speeds, and figures derived from them.
    /** Seconds of audio processed per second. */
    public static final Metric SPEED = timed(higher("audio_seconds_per_second", "throughput", "audio-s/s"));

    public static final Metric MATRIX_PRODUCT = timed(higher("gigaflops", "matrix product", "GFLOP/s"));
    /** Arithmetic operations of a training step per second of audio, computed from the architecture. */
    public static final Metric ARITHMETIC = timed(lower("gigaflops_per_audio_second", "arithmetic", "GFLOP/audio-s"));
    /** Arithmetic operations per second, as a share of the speed of the machine's matrix product. */
    public static final Metric CEILING_SHARE = timed(higher("ceiling_share", "share of the ceiling", "%"));

    public static final Metric TERAFLOPS = timed(higher("achieved_teraflops", "arithmetic a second", "TFLOP/s"));
    /** Time for which the device is needed, computed from the speed. */
    public static final Metric HOURS_PER_MILLION =
            timed(lower("device_hours_per_million_audio_seconds", "device hours for a million audio-seconds", "h"));
    /** Time for the audio of the published pre-training at this speed, on one device. */
    public static final Metric PUBLISHED_SCHEDULE = timed(
            lower("published_schedule_device_hours", "device hours for the audio of the published pre-training", "h"));
    /** Seconds of one part of a training step. */
    public static final Metric PART_SECONDS = timed(lower("step_seconds", "time in a training step", "s"));
    /** Sum of all parts divided by the time of a step that is measured as a whole; 1 if nothing was missed or added. */
    public static final Metric PARTS_OVER_STEP = timed(lower("parts_over_step", "all parts over the whole step", "x"));

    // Measured together with the speed.
    public static final Metric PEAK_MEMORY = most(lower("peak_memory", "peak memory", "GB"));
    /** Resident memory outside the Java heap. */
    public static final Metric NATIVE_MEMORY = most(lower("native_memory", "native memory", "GB"));
    /** The memory of a GPU that the process has allocated. */
    public static final Metric DEVICE_MEMORY = most(lower("device_memory", "memory of the device", "GB"));

    public static final Metric ALLOCATED = timed(lower("allocated", "heap allocated by a call", "MB"));
    public static final Metric MEDIAN = timed(lower("seconds_p50", "time of a call, median", "s"));
    public static final Metric PERCENTILE_95 = timed(lower("seconds_p95", "time of a call, 95th percentile", "s"));
    public static final Metric PERCENTILE_99 = timed(lower("seconds_p99", "time of a call, 99th percentile", "s"));

    // Ratios.
    /** Ratio to the first upstream of the list. */
    public static final Metric SPEED_UP = timed(higher("speedup", "speed-up", "x"));
    /** Ratio to a ladder's baseline as published. */
    public static final Metric OVER_ORIGINAL =
            timed(higher("speedup_over_original", "speed-up over the original compute", "x"));
    /** Ratio to a ladder's optimised baseline. */
    public static final Metric OVER_OPTIMISED =
            timed(higher("speedup_over_optimised", "speed-up over the optimised baseline", "x"));
    /** Ratio to the row of a ladder from which this row differs in one change. */
    public static final Metric OVER_BEFORE = timed(higher("speedup_over_before", "speed-up by the one change", "x"));

    private Metrics() {}

    /** The masked loss of one layer that makes predictions. */
    public static Metric layerLoss(int layer) {
        return lower("masked_loss_layer_" + layer, "masked loss of layer " + layer + " at the end", "nats");
    }

    /** The loss of a student's prediction of one layer of its teacher, without the weight of the target. */
    public static Metric targetLoss(int layer) {
        return lower("target_loss_layer_" + layer, "loss of the teacher's layer " + layer + " at the end", "");
    }

    private static Metric higher(String id, String label, String unit) {
        return new Metric(id, label, unit, Direction.HIGHER_IS_BETTER);
    }

    private static Metric lower(String id, String label, String unit) {
        return new Metric(id, label, unit, Direction.LOWER_IS_BETTER);
    }

    private static Metric timed(Metric metric) {
        return aggregated(metric, Aggregation.GEOMETRIC_MEAN);
    }

    private static Metric most(Metric metric) {
        return aggregated(metric, Aggregation.MAXIMUM);
    }

    private static Metric aggregated(Metric metric, Aggregation aggregation) {
        return new Metric(metric.id(), metric.label(), metric.unit(), metric.direction(), aggregation);
    }
}
