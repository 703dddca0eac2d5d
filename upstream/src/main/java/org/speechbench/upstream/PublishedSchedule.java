package org.speechbench.upstream;

import java.util.List;

/**
 * The amount of audio processed by the published pre-training of an upstream.
 *
 * @param stages one after the other; empty where nothing is published
 */
public record PublishedSchedule(List<Stage> stages) {
    /** The schedule of an upstream whose pre-training has not been published. */
    public static final PublishedSchedule NONE = new PublishedSchedule(List.of());

    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * One training run from random weights to its last update.
     *
     * @param name for people
     * @param audioSeconds processed by all updates together
     * @param source of the numbers
     */
    public record Stage(String name, double audioSeconds, String source) {
        /**
         * A stage whose batch size is known.
         *
         * @param secondsAnUpdate of audio, over all devices
         */
        public static Stage ofUpdates(String name, long updates, double secondsAnUpdate, String source) {
            return new Stage(name, updates * secondsAnUpdate, source);
        }

        /** A stage given as passes over a corpus, with unknown batch size. */
        public static Stage ofEpochs(String name, int epochs, double hours, String source) {
            return new Stage(name, epochs * hours * SECONDS_AN_HOUR, source);
        }
    }

    public PublishedSchedule {
        stages = List.copyOf(stages);
    }

    /** Audio of all stages, in seconds; 0 where nothing is published. */
    public double audioSeconds() {
        return stages.stream().mapToDouble(Stage::audioSeconds).sum();
    }
}
