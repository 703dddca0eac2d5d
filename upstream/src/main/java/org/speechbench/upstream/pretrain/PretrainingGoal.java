package org.speechbench.upstream.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.checkpoint.CheckpointStore;
import org.speechbench.engine.checkpoint.LabelProvenance;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.optim.LearningRate;
import org.speechbench.upstream.targets.StateSource;
import org.speechbench.upstream.targets.StateSource.Teacher;
import org.speechbench.upstream.training.ParameterGroup;
import org.speechbench.upstream.training.Statistic;
import org.speechbench.upstream.training.StepStatistics;
import org.speechbench.upstream.training.TrainingGoal;

/** Pre-training by an objective, on one device. */
final class PretrainingGoal implements TrainingGoal<PretrainBatch> {
    private final EngineContext engine;
    private final Objective objective;
    private final Pretrainable model;
    private @Nullable Teacher teacher;
    private final PretrainConfig config;
    private final LearningRate rate;
    private @Nullable ResidentFeatures resident;
    private @Nullable Output output;
    private Map<String, Double> measured = Map.of();

    /**
     * What the main device evaluates and writes.
     *
     * @param dev batches of every evaluation; empty for none
     * @param folder of the run
     * @param config written next to the weights
     * @param beganWithLabels whether transcripts or phones were used to train the weights before the first step
     */
    record Output(List<PretrainBatch> dev, Path folder, Map<String, Object> config, boolean beganWithLabels) {}

    /**
     * Creates the goal of a device.
     *
     * @param model closed with this
     */
    PretrainingGoal(EngineContext engine, Objective objective, Pretrainable model, PretrainConfig config) {
        this.engine = engine;
        this.objective = objective;
        this.model = model;
        this.config = config;
        this.rate = config.schedule().rate();
    }

    Pretrainable model() {
        return model;
    }

    /** Keeps a corpus on the device; batches then contain only the places of their crops. */
    void loadOntoDevice(FeatureShards features) {
        resident = new ResidentFeatures(engine, features);
    }

    /** Takes the states of a teacher as targets, which is opened on the device and closed with this. */
    void learnFrom(StateSource states, StateSource.Audio audio) {
        teacher = states.open(engine, audio);
    }

    boolean hasRoom(FeatureShards features) {
        return ResidentFeatures.wanted(config.residentFeatures(), engine, features);
    }

    void writes(Output main) {
        output = main;
    }

    @Override
    public ParameterSet parameters() {
        return model.parameters();
    }

    @Override
    public List<ParameterGroup> groups(long step) {
        return List.of(new ParameterGroup("all", model.parameters().list().size(), true, rate.at(step)));
    }

    @Override
    public List<Statistic> statistics() {
        return model.statistics();
    }

    @Override
    public Step gradients(NDManager results, PretrainBatch batch, NDArray lossScale) {
        return model.gradients(results, taught(results, batch.on(resident)), lossScale);
    }

    private PretrainBatch taught(NDManager results, PretrainBatch batch) {
        return teacher == null ? batch : batch.with(teacher.states(results, batch.heard()));
    }

    @Override
    public Map<String, Double> report(StepStatistics steps) {
        return objective.report(steps, config.model());
    }

    @Override
    public Map<String, Double> evaluate(long step) {
        if (output == null || output.dev().isEmpty()) {
            return Map.of();
        }
        try (StepStatistics sums = new StepStatistics(engine.manager(), statistics())) {
            for (PretrainBatch batch : output.dev()) {
                try (NDManager results = engine.manager().newSubManager()) {
                    NDArray values =
                            model.evaluate(results, taught(results, batch)).statistics();
                    sums.add(step - 1, values, results.zeros(new Shape(1)), batch.audioSeconds());
                }
            }
            sums.read();
            measured = objective.evaluation(sums);
        }
        return measured;
    }

    @Override
    public Map<String, Double> memory() {
        return measured;
    }

    @Override
    public void restore(Map<String, Double> memory) {
        measured = new LinkedHashMap<>(memory);
    }

    /** The last evaluation, by name; null if there is none. */
    @Nullable
    Double measured(String name) {
        return measured.get(name);
    }

    @Override
    public void requireResumable(long step, Map<String, String> identity) {
        PretrainConfig.requireSameDrawing(step, identity);
    }

    @Override
    public void begin() {
        Map<String, Object> config = written().config();
        write(PretrainJob.INITIAL, written().beganWithLabels() ? config : LabelProvenance.beforeTraining(config));
    }

    @Override
    public void finish() {
        write(PretrainJob.MODEL, written().config());
    }

    private void write(String name, Map<String, Object> described) {
        CheckpointStore.write(written().folder().resolve(name), model.parameters(), described);
    }

    private Output written() {
        if (output == null) {
            throw new IllegalStateException("this is not the model of the main device");
        }
        return output;
    }

    @Override
    public void close() {
        if (resident != null) {
            resident.close();
        }
        if (teacher != null) {
            teacher.close();
        }
        model.close();
    }
}
