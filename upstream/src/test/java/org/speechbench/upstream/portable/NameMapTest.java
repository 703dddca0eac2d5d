package org.speechbench.upstream.portable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.engine.checkpoint.ParameterSpec;
import org.speechbench.upstream.data2vec.Data2VecAudioFamily;
import org.speechbench.upstream.model.ModelFolder;
import org.speechbench.upstream.waveform.NamedSizes;
import org.speechbench.upstream.waveform.WaveformFamily;
import org.speechbench.upstream.wavlm.WavLmFamily;

class NameMapTest {
    /** Large, since fairseq's names of a group norm and of a layer norm after the first convolution differ. */
    static Stream<List<String>> names() {
        return Stream.of(names(new WavLmFamily()), names(new Data2VecAudioFamily()));
    }

    private static List<String> names(WaveformFamily family) {
        return ModelFolder.parameters(new NamedSizes(family).of("large", Map.of()), 0).stream()
                .map(ParameterSpec::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_name_comes_back_from_hugging_face_and_fairseq(List<String> ours) {
        assertThat(ours).allSatisfy(name -> {
            for (boolean newWeightNorm : new boolean[] {false, true}) {
                assertThat(NameMap.FAIRSEQ.ours(NameMap.FAIRSEQ.theirs(name, newWeightNorm)))
                        .isEqualTo(name);
                assertThat(NameMap.HUGGING_FACE.ours(NameMap.HUGGING_FACE.theirs(name, newWeightNorm)))
                        .isEqualTo(name);
            }
        });
        assertThat(ours.stream().map(name -> NameMap.FAIRSEQ.theirs(name, false)))
                .doesNotHaveDuplicates();
        assertThat(ours.stream().map(name -> NameMap.HUGGING_FACE.theirs(name, false)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "feature_extractor.conv_layers.3.0.weight, feature_extractor.conv_layers.3.conv.weight",
        "feature_extractor.conv_layers.0.2.bias, feature_extractor.conv_layers.0.layer_norm.bias",
        "feature_extractor.conv_layers.0.2.1.bias, feature_extractor.conv_layers.0.layer_norm.bias",
        "encoder.pos_conv.0.weight_g, encoder.pos_conv.weight_g",
        "encoder.pos_conv.0.parametrizations.weight.original1, encoder.pos_conv.weight_v",
        "encoder.pos_conv.0.weight, encoder.pos_conv.weight_v",
        "encoder.pos_conv.4.0.weight, encoder.pos_conv.layers.4.conv.weight",
        "encoder.layers.0.self_attn.relative_attention_bias.weight, encoder.shared.relative_attention_bias.weight",
        "encoder.layers.11.self_attn.grep_a, encoder.layers.11.attention.grep_a",
        "encoder.layers.11.self_attn_layer_norm.bias, encoder.layers.11.layer_norm.bias",
        "encoder.layer_norm.bias, encoder.layer_norm.bias",
        "layer_norm.bias, feature_projection.layer_norm.bias",
    })
    void names_of_fairseq_are_those_of_its_modules(String theirs, String ours) {
        assertThat(NameMap.FAIRSEQ.ours(theirs)).isEqualTo(ours);
    }

    @Test
    void a_name_that_is_in_no_table_stays_as_it_is() {
        assertThat(NameMap.HUGGING_FACE.ours("encoder.adapter.weight")).isEqualTo("encoder.adapter.weight");
    }
}
