package org.speechbench.upstream.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.result.TrainingEvent;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.optim.TriStage;
import org.speechbench.upstream.training.ParameterGroup;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.StepStatistics;
import org.speechbench.upstream.training.TrainingGoal;

/**
 * Fine-tuning with CTC, on one device: each part of the model is a group of parameters, and the weights that are best
 * on dev are kept.
 */
final class CtcTraining implements TrainingGoal<FinetuneBatch> {
    private static final String BEST_STEP = "best_step";
    private static final String BEST_DEV = "best_dev";

    private final Finetunable model;
    private final FinetuneConfig config;
    private final FinetuneJob.Data data;
    private final Path folder;
    private final TriStage rate;
    private Map<String, Object> training = Map.of();
    private long bestStep;
    private @Nullable Double bestDev;

    /**
     * @param model closed with this
     * @param folder of the kept weights
     */
    CtcTraining(Finetunable model, FinetuneConfig config, FinetuneJob.Data data, Path folder) {
        this.model = model;
        this.config = config;
        this.data = data;
        this.folder = folder;
        this.rate = config.schedule().rate();
    }

    Finetunable model() {
        return model;
    }

    /**
     * Sets what is written next to the kept weights.
     *
     * @param identity everything that they depend on, by name
     * @param kernels that were chosen by measurement
     */
    void described(Map<String, String> identity, Map<String, String> kernels) {
        training = new LinkedHashMap<>(identity);
        if (!kernels.isEmpty()) {
            training.put("kernels", kernels);
        }
    }

    long bestStep() {
        return bestStep;
    }

    /** The result; null if dev was not evaluated. */
    @Nullable
    Double bestDev() {
        return bestDev;
    }

    @Override
    public ParameterSet parameters() {
        return model.parameters();
    }

    @Override
    public List<ParameterGroup> groups(long step) {
        Finetunable.Part from = config.trained(step);
        List<ParameterGroup> groups = new ArrayList<>();
        for (Finetunable.Part part : Finetunable.Part.values()) {
            groups.add(new ParameterGroup(
                    part.name().toLowerCase(Locale.ROOT),
                    model.end(part) - model.first(part),
                    part.compareTo(from) >= 0,
                    rate.at(step)));
        }
        return groups;
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.perStep(TrainingEvent.LOSS));
    }

    @Override
    public Step gradients(NDManager results, FinetuneBatch batch, NDArray lossScale) {
        return model.gradients(results, batch, config.trained(batch.step()), lossScale);
    }

    @Override
    public Map<String, Double> report(StepStatistics steps) {
        return Map.of(TrainingEvent.LOSS, steps.value(TrainingEvent.LOSS));
    }

    /**
     * Scores dev, and keeps the weights if none were better; of equally good ones the later, which have been trained
     * for longer.
     */
    @Override
    public Map<String, Double> evaluate(long step) {
        if (data.dev().isEmpty()) {
            return Map.of();
        }
        double score = data.devMetric()
                .score(data.dev().stream()
                        .map(e -> model.bestPath(data.reader().read(e.utterance())))
                        .toList());
        if (bestDev == null || !data.devMetric().metric().better(bestDev, score)) {
            keep(step);
            bestDev = score;
        }
        return Map.of("dev", score);
    }

    @Override
    public void finish() {
        if (data.dev().isEmpty()) {
            keep(config.schedule().steps());
        }
    }

    private void keep(long step) {
        if (!model.parameters().finite()) {
            throw StepStatistics.diverged(step - 1);
        }
        Map<String, Object> kept = new LinkedHashMap<>(model.config());
        kept.put(LabelProvenance.SECTION, Map.of(LabelProvenance.KEY, true));
        kept.put("training", training);
        kept.put("step", step);
        CheckpointStore.write(folder, model.parameters(), kept);
        bestStep = step;
    }

    @Override
    public Map<String, Double> memory() {
        Map<String, Double> memory = new LinkedHashMap<>();
        memory.put(BEST_STEP, (double) bestStep);
        if (bestDev != null) {
            memory.put(BEST_DEV, bestDev);
        }
        return memory;
    }

    @Override
    public void restore(Map<String, Double> memory) {
        bestStep = memory.getOrDefault(BEST_STEP, 0.0).longValue();
        bestDev = memory.get(BEST_DEV);
    }

    @Override
    public void close() {
        model.close();
    }
}
