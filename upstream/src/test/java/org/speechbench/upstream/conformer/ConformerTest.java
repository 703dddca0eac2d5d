package org.speechbench.upstream.conformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.speechbench.engine.Arguments;
import org.speechbench.engine.EngineContext;
import org.speechbench.engine.Fragment;
import org.speechbench.engine.Precision;
import org.speechbench.engine.Script;
import org.speechbench.engine.ScriptSource;
import org.speechbench.engine.checkpoint.ParameterSet;
import org.speechbench.engine.checkpoint.Safetensors;
import org.speechbench.engine.testing.Npy;
import org.speechbench.engine.testing.TestEngine;
import org.speechbench.upstream.model.AttentionKernel;
import org.speechbench.upstream.model.ConvolutionalPositions;
import org.speechbench.upstream.model.Kernels;
import org.speechbench.upstream.model.SelfAttention;
import org.speechbench.upstream.model.TransformerEncoder;

/** A layer of another kind in the encoder of HuBERT, against states that torchaudio computed. */
class ConformerTest {
    private static final int SIZE = 32;

    private static final TransformerEncoder ENCODER = new TransformerEncoder(
            2,
            new ConformerLayer(SIZE, new SelfAttention(SIZE, 4), 64, 7),
            new ConvolutionalPositions(SIZE, 16, 4),
            false);

    private final EngineContext engine = TestEngine.start();

    @AfterEach
    void close() {
        engine.close();
    }

    /** torchaudio's names to ours; its attention keeps the projections of queries, keys and values in one matrix. */
    private static Map<String, float[]> values() {
        Map<String, float[]> values = new HashMap<>();
        Safetensors.read(Npy.path("conformer/conformer.safetensors")).tensors().forEach((name, tensor) -> {
            String ours = name.replace("conformer_layers", "layers")
                    .replace("self_attn_layer_norm", "attention_norm")
                    .replace("self_attn.out_proj", "attention.out_proj")
                    .replace("final_layer_norm", "final_norm")
                    .replace("ffn1", "first_half")
                    .replace("ffn2", "second_half")
                    .replace("half.sequential.0", "half.norm")
                    .replace("half.sequential.1", "half.intermediate")
                    .replace("half.sequential.4", "half.output")
                    .replace("conv_module", "convolution")
                    .replace("convolution.sequential.0", "convolution.pointwise_in")
                    .replace("convolution.sequential.2", "convolution.depthwise")
                    .replace("convolution.sequential.3", "convolution.batch_norm")
                    .replace("convolution.sequential.5", "convolution.pointwise_out")
                    .replace("running_mean", "mean")
                    .replace("running_var", "variance");
            if (name.contains("in_proj")) {
                float[] all = tensor.floats();
                String end = name.endsWith("weight") ? ".weight" : ".bias";
                String layer = ours.substring(0, ours.indexOf("self_attn"));
                for (int i = 0; i < 3; i++) {
                    float[] part = Arrays.copyOfRange(all, i * all.length / 3, (i + 1) * all.length / 3);
                    values.put(
                            layer + "attention."
                                    + List.of("q_proj", "k_proj", "v_proj").get(i) + end,
                            part);
                }
            } else {
                values.put(ours, tensor.floats());
            }
        });
        return values;
    }

    private ParameterSet weights(NDManager m) {
        Map<String, float[]> values = values();
        ENCODER.positions().parameters("pos_conv.").forEach(p -> values.put(p.name(), new float[p.size()]));
        values.put("layer_norm.weight", new float[SIZE]);
        values.put("layer_norm.bias", new float[SIZE]);
        return ParameterSet.of(m, ENCODER.parameters(""), values);
    }

    private Script script() {
        return Script.load(
                engine,
                new ScriptSource(Precision.FP32)
                        .add(
                                Fragment.text(
                                        "alone",
                                        """
                                def alone(
                                    self, x: Tensor, valid: Tensor, keep: Tensor, w: List[Tensor], noise: Tensor
                                ) -> Tensor:
                                    return self.layers(x, valid, keep, w, noise, False)[-1]
                                """))
                        .add(ENCODER.fragments(Kernels.forEncoding(AttentionKernel.WRITTEN_OUT, Precision.FP32))));
    }

    /** The layers alone: torchaudio's Conformer has no positions. */
    private static NDArray last(Script script, NDManager m, NDArray x, NDArray valid, List<NDArray> weights) {
        Arguments arguments =
                Arguments.of(x, valid, m.ones(new Shape(2))).add(weights).add(m.zeros(new Shape(0)));
        return script.callOne(m, "alone", arguments);
    }

    @Test
    void two_layers_agree_with_torchaudio() {
        try (Script script = script();
                NDManager m = engine.manager().newSubManager()) {
            Npy input = Npy.fixture("conformer/conformer_input");
            NDArray x = m.create(input.floats(), new Shape(input.shape()));
            float[] got =
                    last(script, m, x, m.zeros(new Shape(0)), weights(m).list()).toFloatArray();
            assertThat(got)
                    .containsExactly(Npy.fixture("conformer/conformer_output").floats(), within(1e-4f));
        }
    }

    /** The depthwise convolution reaches three frames beyond an utterance's end, and three more a layer. */
    @Test
    void padded_frames_change_nothing() {
        int frames = 30;
        int own = 20;
        try (Script script = script();
                NDManager m = engine.manager().newSubManager()) {
            NDArray x = m.create(Npy.fixture("conformer/conformer_input").floats(), new Shape(2, frames, SIZE));
            float[] valid = new float[2 * frames];
            Arrays.fill(valid, 0, own, 1);
            Arrays.fill(valid, frames, 2 * frames, 1);
            List<NDArray> w = weights(m).list();
            float[] padded =
                    last(script, m, x, m.create(valid, new Shape(2, frames)), w).toFloatArray();
            NDArray first = x.get("0:1, 0:" + own);
            float[] alone = last(script, m, first, m.zeros(new Shape(0)), w).toFloatArray();
            assertThat(alone).hasSize(own * SIZE);
            assertThat(Arrays.copyOf(padded, alone.length)).containsExactly(alone, within(1e-4f));
            assertThat(Arrays.copyOfRange(padded, frames * SIZE, 2 * frames * SIZE))
                    .containsExactly(
                            Arrays.copyOfRange(
                                    Npy.fixture("conformer/conformer_output").floats(),
                                    frames * SIZE,
                                    2 * frames * SIZE),
                            within(1e-4f));
        }
    }
}
