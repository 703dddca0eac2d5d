package org.speechbench.upstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.engine.checkpoint.ParameterSpec.Initializer;

/** What training starts from, against the published code. */
class InitialisationTest {
    private static final List<ParameterSpec> BACKBONE = backbone();

    private static List<ParameterSpec> backbone() {
        TransformerConfig base = new TransformerConfig(1, 768, 12, 3072, 128, 16, false);
        List<ParameterSpec> all = new ArrayList<>(
                new ScriptAssembler.FeatureProjection(512, 768, true, true).parameters("feature_projection."));
        all.addAll(new ScriptAssembler.MaskEmbedding(768, true).parameters(""));
        all.addAll(base.encoder().parameters("encoder."));
        return List.copyOf(all);
    }

    private static float[] draw(List<ParameterSpec> parameters, String name) {
        ParameterSpec spec = parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
        return spec.initializer().draw(spec.shape(), new SplittableRandom(1));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return Math.sqrt(sum / values.length - mean(values) * mean(values));
    }

    @Test
    void matrices_of_the_layers_have_the_deviation_of_bert_and_no_bias() {
        List<ParameterSpec> p = BACKBONE;
        for (String name : List.of("attention.q_proj", "attention.out_proj", "feed_forward.intermediate_dense")) {
            float[] weight = draw(p, "encoder.layers.0." + name + ".weight");
            assertThat(deviation(weight)).as(name).isCloseTo(0.02, within(2e-4));
            assertThat(mean(weight)).as(name).isCloseTo(0, within(2e-4));
            assertThat(draw(p, "encoder.layers.0." + name + ".bias")).containsOnly(0);
        }
    }

    @Test
    void the_positional_convolution_has_the_deviation_of_its_size() {
        float[] v = draw(BACKBONE, "encoder.pos_conv.weight_v");
        double published = Math.sqrt(4.0 / (128 * 768));
        assertThat(deviation(v)).isCloseTo(published, within(0.01 * published));
    }

    @Test
    void mask_vector_and_label_embeddings_are_uniform_from_0_to_1() {
        List<ParameterSpec> p = new ArrayList<>(BACKBONE);
        p.addAll(new PredictionHead.Cosine(256).block(768, 504).parameters(""));
        for (String name : List.of("mask_embedding", "label_embeddings")) {
            float[] values = draw(p, name);
            for (float v : values) {
                assertThat(v).isBetween(0f, 1f);
            }
            assertThat(mean(values)).as(name).isCloseTo(0.5, within(0.05));
            assertThat(deviation(values)).as(name).isCloseTo(Math.sqrt(1 / 12.0), within(0.02));
        }
    }

    @Test
    void projection_and_linear_head_have_the_frameworks_default() {
        List<ParameterSpec> p = new ArrayList<>(BACKBONE);
        p.addAll(new PredictionHead.Linear().block(768, 504).parameters("head."));
        double projection = 1 / Math.sqrt(3.0 * 512);
        double head = 1 / Math.sqrt(3.0 * 768);
        assertThat(deviation(draw(p, "feature_projection.projection.weight"))).isCloseTo(projection, within(2e-4));
        assertThat(deviation(draw(p, "head.weight"))).isCloseTo(head, within(2e-4));
    }

    /** fairseq's hubert_ctc: Xavier's uniform distribution, no bias. */
    @Test
    void the_head_of_a_recogniser_starts_within_the_bound_of_both_its_sizes() {
        float[] weight = Initializer.xavier(768, 32).draw(new long[] {32, 768}, new SplittableRandom(1));
        double bound = Math.sqrt(6.0 / 800);
        for (float v : weight) {
            assertThat((double) v).isBetween(-bound, bound);
        }
        assertThat(deviation(weight)).isCloseTo(bound / Math.sqrt(3), within(5e-4));
    }
}
