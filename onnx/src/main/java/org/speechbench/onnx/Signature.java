package org.speechbench.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.speechbench.core.UserError;
import org.speechbench.upstream.exported.ExportAdvice;

/**
 * Which inputs and outputs of a file mean what.
 *
 * @param wave input of (B, N) fp32
 * @param lengths input of (B) int64, the number of samples of each utterance; empty if there is none
 * @param mask input of (B, N), 1 for samples of the utterance and 0 for padding; empty if there is none
 * @param maskType of the values of the mask
 * @param layers outputs of (B, T, D) fp32, the first one first
 * @param frames output of (B) int64, the number of frames of each utterance; empty if there is none
 * @param unused other outputs
 * @param oneRow whether the number of utterances is written into the file as 1
 */
record Signature(
        String wave,
        String lengths,
        String mask,
        OnnxJavaType maskType,
        List<String> layers,
        String frames,
        List<String> unused,
        boolean oneRow) {
    static final ExportAdvice ADVICE = new ExportAdvice(
            "Export it with inputs wave (batch, samples) and lengths (batch), and outputs hidden_states.0, hidden_states.1"
                    + " and so on, and frames (batch), as docs/any-model.md shows.",
            "Export it in evaluation mode: model.eval() before torch.onnx.export removes dropout.",
            "Export it for waves of any length: name its dimensions in dynamic_axes, or in dynamic_shapes with dynamo=True.");

    private static final String OWN = "wave";
    private static final String HUGGING_FACE = "input_values";
    private static final String LENGTHS = "lengths";
    private static final String MASK = "attention_mask";
    private static final String LAST = "last_hidden_state";
    private static final Pattern LAYER = Pattern.compile("hidden_states[._](\\d{1,4})");
    private static final Set<OnnxJavaType> MASKS =
            Set.of(OnnxJavaType.INT64, OnnxJavaType.INT32, OnnxJavaType.BOOL, OnnxJavaType.FLOAT);

    Signature {
        layers = List.copyOf(layers);
        unused = List.copyOf(unused);
    }

    /** @throws UserError if an input or output is not known, or has another type or a fixed length */
    static Signature of(Path file, OrtSession session) {
        try {
            return new Reading(file, tensors(session.getInputInfo()), tensors(session.getOutputInfo())).signature();
        } catch (OrtException e) {
            throw new UserError(file + " fails: " + OrtRuntime.reason(e) + ".", ADVICE.contract(), e);
        }
    }

    private static Map<String, Tensor> tensors(Map<String, NodeInfo> nodes) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        nodes.forEach((name, node) -> tensors.put(
                name,
                node.getInfo() instanceof TensorInfo info
                        ? new Tensor(info.type, info.getShape())
                        : new Tensor(OnnxJavaType.UNKNOWN, new long[0])));
        return tensors;
    }

    /** Type and shape, where a dimension that varies is -1. */
    private record Tensor(OnnxJavaType type, long[] shape) {
        boolean is(OnnxJavaType wanted, int dimensions) {
            return type == wanted && shape.length == dimensions;
        }

        String text() {
            String sizes = Arrays.stream(shape)
                    .mapToObj(size -> size < 0 ? "any" : Long.toString(size))
                    .collect(Collectors.joining(", "));
            return "(" + sizes + ") of " + type.name().toLowerCase(Locale.ROOT);
        }
    }

    private record Reading(Path file, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        Signature signature() {
            String wave = wave();
            Tensor mask = inputs.get(MASK);
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                boolean known =
                        switch (input.getKey()) {
                            case LENGTHS -> input.getValue().is(OnnxJavaType.INT64, 1);
                            case MASK -> MASKS.contains(input.getValue().type())
                                    && input.getValue().shape().length == 2;
                            default -> input.getKey().equals(wave);
                        };
                if (!known) {
                    throw wrong("takes " + input.getKey() + " as "
                            + input.getValue().text()
                            + ", which is not known; beside " + wave + " there may be " + LENGTHS
                            + " (batch) of int64 and " + MASK + " (batch, samples)");
                }
                requireAnyLength(input.getKey(), input.getValue());
            }
            String frames = frames();
            List<String> layers = layers(frames);
            List<String> unused = new ArrayList<>(outputs.keySet());
            unused.removeAll(layers);
            unused.remove(frames);
            return new Signature(
                    wave,
                    inputs.containsKey(LENGTHS) ? LENGTHS : "",
                    mask == null ? "" : MASK,
                    mask == null ? OnnxJavaType.UNKNOWN : mask.type(),
                    layers,
                    frames,
                    unused,
                    inputs.values().stream().anyMatch(input -> input.shape()[0] == 1));
        }

        private String wave() {
            List<String> named = inputs.keySet().stream()
                    .filter(name -> name.equals(OWN) || name.equals(HUGGING_FACE))
                    .toList();
            if (named.size() != 1) {
                throw wrong("takes " + text(inputs) + ", and exactly one of " + OWN + " and " + HUGGING_FACE
                        + " (batch, samples) of float is wanted");
            }
            String wave = named.get(0);
            Tensor tensor = inputs.getOrDefault(wave, new Tensor(OnnxJavaType.UNKNOWN, new long[0]));
            if (!tensor.is(OnnxJavaType.FLOAT, 2)) {
                throw wrong("takes " + wave + " as " + tensor.text() + ", and (batch, samples) of float is wanted");
            }
            return wave;
        }

        private void requireAnyLength(String name, Tensor tensor) {
            if (tensor.shape().length == 2 && tensor.shape()[1] >= 0) {
                throw new UserError(
                        file + " takes " + name + " of exactly " + tensor.shape()[1] + " samples; its input has a fixed"
                                + " length.",
                        ADVICE.anyLength());
            }
            if (tensor.shape()[0] >= 0 && tensor.shape()[0] != 1) {
                throw new UserError(
                        file + " takes exactly " + tensor.shape()[0] + " utterances at a time.", ADVICE.anyLength());
            }
        }

        /** The output of whole numbers; empty if there is none. */
        private String frames() {
            List<String> whole = outputs.entrySet().stream()
                    .filter(output -> output.getValue().type() == OnnxJavaType.INT64)
                    .map(Map.Entry::getKey)
                    .toList();
            if (whole.size() > 1) {
                throw wrong("returns " + String.join(" and ", whole)
                        + " of int64, and at most one, the number of frames of each utterance, is wanted");
            }
            return whole.isEmpty() ? "" : whole.get(0);
        }

        private List<String> layers(String frames) {
            Map<Integer, String> numbered = new TreeMap<>();
            for (String name : outputs.keySet()) {
                Matcher layer = LAYER.matcher(name);
                if (layer.matches() && numbered.put(Integer.parseInt(layer.group(1)), name) != null) {
                    throw wrong("returns layer " + layer.group(1) + " twice");
                }
            }
            List<String> layers = new ArrayList<>(numbered.values());
            if (!layers.isEmpty()) {
                int last = layers.size() - 1;
                if (!numbered.containsKey(0) || !numbered.containsKey(last)) {
                    throw wrong("returns " + String.join(", ", layers)
                            + ", and hidden_states.0 to the last one without a gap is wanted");
                }
            } else if (outputs.containsKey(LAST)) {
                layers.add(LAST);
            } else if (isOwnContract(frames)) {
                layers.addAll(outputs.keySet());
                layers.remove(frames);
            }
            if (layers.isEmpty()) {
                throw wrong("returns " + text(outputs) + ", of which none is named as a layer");
            }
            for (String name : layers) {
                Tensor tensor = outputs.getOrDefault(name, new Tensor(OnnxJavaType.UNKNOWN, new long[0]));
                if (tensor.type() != OnnxJavaType.FLOAT) {
                    throw wrong("returns " + name + " as " + tensor.text()
                            + ", and (batch, frames, size) of float, which is fp32, is wanted");
                }
            }
            return layers;
        }

        /** Inputs wave and lengths, and the number of frames as the last output: whatever comes before it is meant as layers. */
        private boolean isOwnContract(String frames) {
            List<String> names = List.copyOf(outputs.keySet());
            return inputs.containsKey(OWN)
                    && inputs.containsKey(LENGTHS)
                    && !frames.isEmpty()
                    && names.indexOf(frames) == names.size() - 1;
        }

        private static String text(Map<String, Tensor> tensors) {
            return tensors.entrySet().stream()
                    .map(tensor -> tensor.getKey() + " " + tensor.getValue().text())
                    .collect(Collectors.joining(", "));
        }

        private UserError wrong(String what) {
            return new UserError(file + " " + what + ".", ADVICE.contract());
        }
    }

    /** Whether the file is of this suite's own contract, in which normalisation is part of the model. */
    boolean normalizesItself() {
        return wave.equals(OWN);
    }

    /** Why it can only be called with one utterance; empty if it takes several. */
    String onlyAlone() {
        if (oneRow) {
            return "the file takes one utterance at a time";
        }
        if (frames.isEmpty()) {
            return "the file does not return how many frames belong to each utterance";
        }
        return lengths.isEmpty() && mask.isEmpty() ? "the file is not told where an utterance ends" : "";
    }
}
