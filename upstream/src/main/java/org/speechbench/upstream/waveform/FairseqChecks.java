package org.speechbench.upstream.waveform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.upstream.model.Convolution;
import org.speechbench.upstream.portable.FairseqConfiguration;

/**
 * Checks settings of a fairseq configuration that change states, that shapes do not show, and that are fixed in this
 * suite's network.
 */
final class FairseqChecks {
    /** A term of the Python expression, for example {@code [(512, 3, 2)] * 4}. */
    private static final Pattern TERM =
            Pattern.compile("\\+?\\[((?:\\(\\d{1,5},\\d{1,5},\\d{1,5}\\),?)+)\\](?:\\*(\\d{1,2}))?");

    private static final Pattern CONVOLUTION = Pattern.compile("\\((\\d+),(\\d+),(\\d+)\\)");

    private static final List<Convolution> OURS = Convolution.wav2vec2(1);

    private FairseqChecks() {}

    /** @throws UserError that lists the settings that are not supported */
    static void requireSupported(String provider, Path place, FairseqConfiguration configuration) {
        List<String> refused = new ArrayList<>();
        String activation = configuration.text("activation_fn");
        if (activation != null && !activation.equals("gelu")) {
            refused.add("activation_fn is " + activation + ", wanted gelu");
        }
        String layers = configuration.text("layer_type");
        if (layers != null && !layers.equals("transformer")) {
            refused.add("layer_type is " + layers + ", wanted transformer");
        }
        String convolutions = configuration.text("conv_feature_layers");
        if (convolutions != null && !isOurs(convolutions)) {
            refused.add("conv_feature_layers is " + convolutions + ", wanted kernels " + Convolution.kernels(OURS)
                    + " and strides " + Convolution.strides(OURS));
        }
        String rate = configuration.sampleRate();
        if (rate != null && !rate.matches("16000(\\.0)?")) {
            refused.add("sample_rate is " + rate + ", wanted 16000");
        }
        if (!refused.isEmpty()) {
            throw new UserError(
                    place + " has settings that " + provider + " does not: " + String.join("; ", refused) + ".",
                    "Use a checkpoint of the model as published.");
        }
    }

    /** @throws UserError that lists the settings that contradict the shapes: tensors would be missing */
    static void requireFits(Path place, FairseqConfiguration configuration, WaveformShapes shapes) {
        Map<String, Object> held = new LinkedHashMap<>();
        held.put("encoder_layers", shapes.transformer().layers());
        held.put("encoder_embed_dim", shapes.transformer().size());
        held.put("encoder_ffn_embed_dim", shapes.transformer().feedForward());
        held.put("extractor_mode", shapes.layerNorm() ? "layer_norm" : "default");
        held.put("conv_bias", shapes.convBias());
        List<String> differences = new ArrayList<>();
        held.forEach((key, value) -> {
            String said = configuration.text(key);
            if (said != null && !said.equals(value.toString())) {
                differences.add(key + " is " + said + ", and the weights have " + value);
            }
        });
        if (!differences.isEmpty()) {
            throw new UserError(
                    place + " holds other weights than its configuration says: " + String.join("; ", differences) + ".",
                    "Copy or download it again, or correct the configuration in it.");
        }
    }

    private static boolean isOurs(String expression) {
        List<Integer> kernels = new ArrayList<>();
        List<Integer> strides = new ArrayList<>();
        Matcher term = TERM.matcher(expression.replaceAll("\\s", ""));
        int end = 0;
        while (term.find() && term.start() == end) {
            end = term.end();
            int times = term.group(2) == null ? 1 : Integer.parseInt(term.group(2));
            for (int i = 0; i < times; i++) {
                Matcher c = CONVOLUTION.matcher(term.group(1));
                while (c.find()) {
                    kernels.add(Integer.valueOf(c.group(2)));
                    strides.add(Integer.valueOf(c.group(3)));
                }
            }
        }
        return kernels.equals(Convolution.kernels(OURS)) && strides.equals(Convolution.strides(OURS));
    }
}
