package org.speechbench.upstream;

import java.util.List;

/**
 * How much audio the published pre-training of an upstream heard.
 *
 * @param stages one after the other; empty where nothing is published
 */
public record PublishedSchedule(List<Stage> stages) {
    /** Of what nobody has published the pre-training of. */
    public static final PublishedSchedule NONE = new PublishedSchedule(List.of());

    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * One training from random weights to its last update.
     *
     * @param name for people
     * @param audioSeconds that all updates together heard
     * @param source of the numbers
     */
    public record Stage(String name, double audioSeconds, String source) {
        /**
         * Of a batch that is known.
         *
         * @param secondsAnUpdate of audio, over all devices
         */
        public static Stage ofUpdates(String name, long updates, double secondsAnUpdate, String source) {
            return new Stage(name, updates * secondsAnUpdate, source);
        }

        /** Of passes over a corpus whose batches are not known. */
        public static Stage ofEpochs(String name, int epochs, double hours, String source) {
            return new Stage(name, epochs * hours * SECONDS_AN_HOUR, source);
        }
    }

    public PublishedSchedule {
        stages = List.copyOf(stages);
    }

    /** Of all stages; 0 where nothing is published. */
    public double audioSeconds() {
        return stages.stream().mapToDouble(Stage::audioSeconds).sum();
    }
}
