package org.speechbench.core.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is logged for one interval of a training: means over the interval unless stated in {@link TrainingLog}. A
 * quantity that was not measured is absent; one that has several values has one entry for each, {@code quantity/which}.
 *
 * @param step the number of optimiser updates so far, from 1
 * @param values finite numbers, keyed by the names of the columns of {@code events.csv}
 */
public record TrainingEvent(long step, Map<String, Double> values) {
    /** Wall-clock time of training so far, in seconds, excluding the time during which a resumed run was stopped. */
    public static final String SECONDS = "seconds";

    /** Audio trained on so far, in hours, including repetitions but excluding what was cropped. */
    public static final String AUDIO_HOURS = "audio_hours";

    /** The loss that is minimised. */
    public static final String LOSS = "loss";

    /** The norm of all gradients together, before clipping. */
    public static final String GRADIENT_NORM = "grad_norm";

    /** The value at the last step of the interval. */
    public static final String LEARNING_RATE = "learning_rate";

    /** Seconds of audio trained on per second. */
    public static final String SPEED = "audio_seconds_per_second";

    public TrainingEvent {
        Map<String, Double> finite = new LinkedHashMap<>(values);
        finite.values().removeIf(value -> !Double.isFinite(value));
        values = Collections.unmodifiableMap(finite);
    }

    /** The value of a name; NaN if it is absent. */
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    /** The values of a quantity that has one for each of several layers, by the number of the layer. */
    public Map<Integer, Double> byLayer(String name) {
        Map<Integer, Double> layers = new TreeMap<>();
        String beginning = name + "/";
        values.forEach((key, value) -> {
            if (key.startsWith(beginning)) {
                layers.put(Integer.parseInt(key.substring(beginning.length())), value);
            }
        });
        return layers;
    }

    /** The last value of a name in a log that is not absent; NaN if all are. */
    public static double latest(List<TrainingEvent> events, String name) {
        return events.stream()
                .mapToDouble(event -> event.value(name))
                .filter(Double::isFinite)
                .reduce(Double.NaN, (earlier, later) -> later);
    }

    /** The values that are plotted against the step: everything except the clock. */
    public Map<String, Double> scalars() {
        Map<String, Double> scalars = new LinkedHashMap<>(values);
        scalars.remove(SECONDS);
        return scalars;
    }
}
