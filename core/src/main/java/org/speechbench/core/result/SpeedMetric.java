package org.speechbench.core.result;

import org.speechbench.core.result.Metric.Direction;

/** What rows of a speed measurement say. */
public enum SpeedMetric {
    /** Audio-seconds a second. */
    SPEED("audio_seconds_per_second", "throughput", "audio-s/s", Direction.HIGHER_IS_BETTER),
    /** Arithmetic of a training step by the architecture. */
    FLOPS("gigaflops_per_audio_second", "arithmetic", "GFLOP/audio-s", Direction.LOWER_IS_BETTER),
    /** Arithmetic a second, of what the machine's matrix product reaches. */
    SHARE("ceiling_share", "share of the ceiling", "%", Direction.HIGHER_IS_BETTER),
    /** Arithmetic a second. */
    TERAFLOPS("achieved_teraflops", "arithmetic a second", "TFLOP/s", Direction.HIGHER_IS_BETTER),
    /** What the device is needed for, by its speed. */
    DEVICE_HOURS(
            "device_hours_per_million_audio_seconds",
            "device hours for a million audio-seconds",
            "h",
            Direction.LOWER_IS_BETTER),
    /** The audio of the published pre-training at this speed, on one device. */
    SCHEDULE(
            "published_schedule_device_hours",
            "device hours for the audio of the published pre-training",
            "h",
            Direction.LOWER_IS_BETTER),
    /** Most resident memory of the process. */
    PEAK_MEMORY("peak_memory", "peak memory", "GB", Direction.LOWER_IS_BETTER),
    /** Resident memory outside of Java's heap. */
    NATIVE_MEMORY("native_memory", "native memory", "GB", Direction.LOWER_IS_BETTER),
    /** What the process has taken of a GPU's memory. */
    DEVICE_MEMORY("device_memory", "memory of the device", "GB", Direction.LOWER_IS_BETTER),
    /** What one call allocates on Java's heap. */
    ALLOCATED("allocated", "heap allocated by a call", "MB", Direction.LOWER_IS_BETTER),
    /** Of the times of single calls. */
    MEDIAN("seconds_p50", "time of a call, median", "s", Direction.LOWER_IS_BETTER),
    /** Of the times of single calls. */
    PERCENTILE_95("seconds_p95", "time of a call, 95th percentile", "s", Direction.LOWER_IS_BETTER),
    /** Of the times of single calls. */
    PERCENTILE_99("seconds_p99", "time of a call, 99th percentile", "s", Direction.LOWER_IS_BETTER),
    /** Seconds of one part of a training step. */
    PART("step_seconds", "time in a training step", "s", Direction.LOWER_IS_BETTER),
    /** All parts together over a step that is not taken apart; 1 if nothing was missed or added. */
    PARTS("parts_over_step", "all parts over the whole step", "x", Direction.LOWER_IS_BETTER),
    /** Over the first upstream of the list. */
    SPEED_UP("speedup", "speed-up", "x", Direction.HIGHER_IS_BETTER),
    /** Over a ladder's baseline as published. */
    OVER_ORIGINAL("speedup_over_original", "speed-up over the original compute", "x", Direction.HIGHER_IS_BETTER),
    /** Over a ladder's optimised baseline. */
    OVER_OPTIMISED("speedup_over_optimised", "speed-up over the optimised baseline", "x", Direction.HIGHER_IS_BETTER),
    /** Over the row of a ladder that one thing was changed of. */
    OVER_BEFORE("speedup_over_before", "speed-up by the one change", "x", Direction.HIGHER_IS_BETTER);

    private final String id;
    private final String label;
    private final String unit;
    private final Direction direction;

    SpeedMetric(String id, String label, String unit, Direction direction) {
        this.id = id;
        this.label = label;
        this.unit = unit;
        this.direction = direction;
    }

    /** As rows of results carry it. */
    public Metric metric() {
        return new Metric(id, label, unit, direction);
    }
}
