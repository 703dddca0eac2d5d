package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Precision;
import org.speechbench.engine.testing.Signals;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.fasthubert.FastHubertProvider;
import org.speechbench.upstream.finetune.Finetunable;
import org.speechbench.upstream.finetune.Finetunable.Part;
import org.speechbench.upstream.finetune.FinetuneBatch;
import org.speechbench.upstream.finetune.FinetuneOptions;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.hubert.HubertProvider;
import org.speechbench.upstream.training.TrainingGoal;

class CtcModelTest {
    private static final List<String> SYMBOLS = List.of("<blank>", "A", "B", "C");
    private final EngineContext engine = TestEngine.start();
    private final Waveform shorter = Signals.of(1, 9_000);
    private final Waveform longer = Signals.of(2, 14_000);

    @AfterEach
    void close() {
        engine.close();
    }

    static Stream<UpstreamProvider> providers() {
        return Stream.of(new HubertProvider(), new FastHubertProvider());
    }

    private Finetunable model(UpstreamProvider provider, FinetuneOptions options) {
        return provider.capability(Finetuning.class)
                .orElseThrow()
                .finetunable(engine, UpstreamSpec.of(provider.name(), "test", 5, Precision.FP32), options, SYMBOLS);
    }

    private static FinetuneBatch batch(List<Waveform> waveforms) {
        List<int[]> targets = List.of(new int[] {1, 2, 3}, new int[] {3, 3});
        return new FinetuneBatch(new WaveformBatch(waveforms), targets.subList(0, waveforms.size()), 3, 1);
    }

    private double loss(Finetunable model, FinetuneBatch batch) {
        try (NDManager m = engine.manager().newSubManager()) {
            return model.gradients(m, batch, Part.HEAD).statistics().getFloat();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_gradient_is_the_slope_of_the_loss(UpstreamProvider provider) {
        try (Finetunable model = model(provider, FinetuneOptions.NONE);
                NDManager m = engine.manager().newSubManager()) {
            FinetuneBatch batch = batch(List.of(shorter, longer));
            TrainingGoal.Step g = model.gradients(m, batch, Part.FRONT);
            List<NDArray> parameters = model.parameters().list();
            int checked = 0;
            for (int i = 0; i < parameters.size(); i++) {
                NDArray direction = g.gradients().get(i);
                double norm = direction.norm().getFloat();
                if (norm < 1e-3) {
                    continue;
                }
                double step = 2e-3;
                NDArray unit = direction.div(norm).mul(step);
                parameters.get(i).addi(unit);
                double up = loss(model, batch);
                parameters.get(i).subi(unit.mul(2));
                double down = loss(model, batch);
                parameters.get(i).addi(unit);
                assertThat((up - down) / (2 * step))
                        .as(List.copyOf(model.parameters().byName().keySet()).get(i))
                        .isCloseTo(norm, within(0.05 * norm + 2e-3));
                checked++;
            }
            assertThat(checked).isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void the_loss_of_a_batch_is_the_mean_of_its_utterances_whatever_is_padded(UpstreamProvider provider) {
        try (Finetunable model = model(provider, FinetuneOptions.NONE)) {
            double together = loss(model, batch(List.of(shorter, longer)));
            double first = loss(model, batch(List.of(shorter)));
            FinetuneBatch second = new FinetuneBatch(WaveformBatch.of(longer), List.of(new int[] {3, 3}), 3, 1);
            assertThat(together).isCloseTo((first + loss(model, second)) / 2, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void parts_of_a_batch_add_up_to_its_loss_and_gradients(UpstreamProvider provider) {
        FinetuneOptions masked = new FinetuneOptions(
                new FinetuneOptions.Regularisation(0, 0, 0.2), new FinetuneOptions.Masking(0.3, 120, 0.2, 4, false));
        try (Finetunable model = model(provider, masked);
                NDManager m = engine.manager().newSubManager()) {
            FinetuneBatch batch = batch(List.of(shorter, longer));
            TrainingGoal.Step whole = model.gradients(m, batch, Part.ENCODER);
            TrainingGoal.Step first = model.gradients(m, batch.part(0, 1), Part.ENCODER);
            TrainingGoal.Step second = model.gradients(m, batch.part(1, 2), Part.ENCODER);
            assertThat(first.statistics().getFloat() + second.statistics().getFloat())
                    .isCloseTo(whole.statistics().getFloat(), within(1e-4f));
            assertThat(whole.gradients()).hasSize(model.parameters().list().size() - model.first(Part.ENCODER));
            double squares = 0;
            double off = 0;
            for (int i = 0; i < whole.gradients().size(); i++) {
                NDArray wanted = whole.gradients().get(i);
                NDArray sum = first.gradients().get(i).add(second.gradients().get(i));
                off += sum.sub(wanted).square().sum().getFloat();
                squares += wanted.square().sum().getFloat();
            }
            assertThat(Math.sqrt(off / squares)).isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void gradients_are_those_of_the_loss_times_its_scale(UpstreamProvider provider) {
        try (Finetunable model = model(provider, FinetuneOptions.NONE);
                NDManager m = engine.manager().newSubManager()) {
            FinetuneBatch batch = batch(List.of(shorter, longer));
            TrainingGoal.Step wanted = model.gradients(m, batch, Part.FRONT);
            TrainingGoal.Step scaled = model.gradients(m, batch, Part.FRONT, m.create(1024f));
            assertThat(scaled.statistics().getFloat())
                    .isEqualTo(wanted.statistics().getFloat());
            for (int i = 0; i < wanted.gradients().size(); i++) {
                NDArray difference = scaled.gradients()
                        .get(i)
                        .div(1024)
                        .sub(wanted.gradients().get(i));
                assertThat(difference.norm().getFloat())
                        .isLessThan(1e-4f * wanted.gradients().get(i).norm().getFloat() + 1e-5f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void a_fresh_head_has_no_bias_and_weights_of_the_published_bound(UpstreamProvider provider) {
        try (Finetunable model = model(provider, FinetuneOptions.NONE)) {
            List<NDArray> parameters = model.parameters().list();
            NDArray weight = parameters.get(parameters.size() - 2);
            double bound = Math.sqrt(
                    6.0 / (weight.getShape().get(0) + weight.getShape().get(1)));
            assertThat((double) weight.abs().max().getFloat()).isBetween(0.9 * bound, bound);
            assertThat(parameters.get(parameters.size() - 1).toFloatArray()).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void masks_are_drawn_by_step_and_change_the_loss(UpstreamProvider provider) {
        FinetuneOptions masked = new FinetuneOptions(
                FinetuneOptions.Regularisation.NONE, new FinetuneOptions.Masking(0.5, 120, 0.5, 4, false));
        try (Finetunable model = model(provider, masked)) {
            FinetuneBatch batch = batch(List.of(shorter, longer));
            FinetuneBatch later = new FinetuneBatch(batch.waveforms(), batch.targets(), 4, 1);
            assertThat(loss(model, batch)).isEqualTo(loss(model, batch));
            assertThat(loss(model, batch)).isNotEqualTo(loss(model, later));
        }
    }
}
