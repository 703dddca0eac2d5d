package org.speechbench.upstream.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.speechbench.engine.optim.AdamW;
import org.speechbench.engine.optim.LossScale;

/**
 * Everything that is needed to continue a training run besides its arrays; random numbers are computed from the step.
 *
 * @param step steps done
 * @param audioSeconds trained on
 * @param times of the clock
 * @param optimisers counts of the optimiser of each group
 * @param sums since the last event
 * @param memory of the goal
 * @param lossScale its state
 * @param identity what the weights depend on, by name; a run with another identity must not continue from here
 * @param kernels that were chosen by measurement, with which a run continues; none on a CPU
 */
record TrainerSnapshot(
        long step,
        double audioSeconds,
        TrainingClock.Times times,
        List<AdamW.Counts> optimisers,
        StepStatistics.Sums sums,
        Map<String, Double> memory,
        LossScale.State lossScale,
        Map<String, String> identity,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> kernels) {
    private static final String KERNELS = "kernels";

    TrainerSnapshot {
        optimisers = List.copyOf(optimisers);
        memory = Map.copyOf(memory);
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(sums, "sums");
        Objects.requireNonNull(lossScale, "lossScale");
        identity = Map.copyOf(identity);
        kernels = Map.copyOf(kernels);
    }

    /**
     * Reads the snapshot of a {@code state.json}, of this version or of one with a separate format for each kind of
     * training.
     */
    static TrainerSnapshot of(JsonNode json) {
        ObjectMapper mapper = new ObjectMapper();
        if (json.has("interval")) {
            return ofPretraining(json, mapper);
        }
        if (json.has("lossSum")) {
            return ofFinetuning(json, mapper);
        }
        if (json instanceof ObjectNode state && !state.has(KERNELS)) {
            state.putObject(KERNELS);
        }
        return mapper.convertValue(json, TrainerSnapshot.class);
    }

    /** The kernels in a {@code state.json}; none if it was written before they were chosen, or on a CPU. */
    static Map<String, String> kernels(JsonNode json) {
        return texts(json.path(KERNELS));
    }

    /**
     * The interval of a snapshot of pre-training: 7 statistics, sum and number of norms, steps, audio, seconds, and the
     * statistics after them.
     */
    private static TrainerSnapshot ofPretraining(JsonNode json, ObjectMapper mapper) {
        double[] interval = mapper.convertValue(json.path("interval"), double[].class);
        double[] i = Arrays.copyOf(interval, Math.max(12, interval.length));
        double[] values = IntStream.range(0, i.length)
                .filter(at -> at < 7 || at >= 12)
                .mapToDouble(at -> i[at])
                .toArray();
        double train = json.path("trainSeconds").asDouble();
        // In a snapshot from before the time within steps was recorded, all training time counts as steps.
        double step = json.path("stepSeconds").asDouble() > 0
                ? json.path("stepSeconds").asDouble()
                : train;
        return new TrainerSnapshot(
                json.path("step").asLong(),
                json.path("audioSeconds").asDouble(),
                new TrainingClock.Times(train, step, json.path("totalSeconds").asDouble()),
                List.of(new AdamW.Counts(
                        json.path("optimiserSteps").asLong(),
                        json.path("skippedSteps").asLong())),
                new StepStatistics.Sums(values, i[9], i[7], i[8], i[10], i[11]),
                known(json, Map.of("devLoss", "dev_loss", "devMaskedAccuracy", "dev_masked_accuracy")),
                lossScale(json, mapper),
                texts(json.path("identity")),
                Map.of());
    }

    private static TrainerSnapshot ofFinetuning(JsonNode json, ObjectMapper mapper) {
        List<AdamW.Counts> optimisers = new ArrayList<>();
        json.path("optimisers").forEach(o -> optimisers.add(mapper.convertValue(o, AdamW.Counts.class)));
        double total = json.path("totalSeconds").asDouble();
        double norm = json.path("normSum").asDouble();
        double summed = json.path("summed").asDouble();
        double norms = json.path("norms").asDouble();
        double[] loss = {json.path("lossSum").asDouble()};
        return new TrainerSnapshot(
                json.path("step").asLong(),
                json.path("audioSeconds").asDouble(),
                new TrainingClock.Times(total, total, total),
                optimisers,
                // The first versions did not count norms.
                new StepStatistics.Sums(loss, summed, norm, norms == 0 && norm > 0 ? summed : norms, 0, 0),
                known(json, Map.of("bestDev", "best_dev", "bestStep", "best_step")),
                lossScale(json, mapper),
                texts(json.path("identity")),
                Map.of());
    }

    private static Map<String, Double> known(JsonNode json, Map<String, String> names) {
        Map<String, Double> known = new LinkedHashMap<>();
        names.forEach((was, is) -> {
            if (json.path(was).isNumber()) {
                known.put(is, json.path(was).asDouble());
            }
        });
        return known;
    }

    private static LossScale.State lossScale(JsonNode json, ObjectMapper mapper) {
        return json.hasNonNull("lossScale")
                ? mapper.convertValue(json.path("lossScale"), LossScale.State.class)
                : LossScale.State.FIXED;
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : json.properties()) {
            texts.put(e.getKey(), Objects.requireNonNull(e.getValue().textValue(), e.getKey()));
        }
        return texts;
    }
}
