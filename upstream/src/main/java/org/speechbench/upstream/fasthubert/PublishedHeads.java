package org.speechbench.upstream.fasthubert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.speechbench.engine.checkpoint.TensorInfo;
import org.speechbench.upstream.model.PredictionSettings;
import org.speechbench.upstream.portable.FairseqConfiguration;
import org.speechbench.upstream.portable.FoundModel;

/**
 * The heads of a published checkpoint's pre-training. They do not change states; heads at layers where this suite's
 * model also has one are kept, others are left out.
 *
 * @param layers that the heads are at, counted from 1, in the order of their numbers; empty if they are left out
 * @param text what was done with them, for people
 */
record PublishedHeads(List<Integer> layers, String text) {
    private static final String SINGLE = "final_proj.";
    private static final Pattern NUMBERED = Pattern.compile("final_proj\\.(\\d+)\\.(weight|bias)");
    private static final Pattern PREDICT = Pattern.compile("\\[\\s*(\\d{1,3}(?:\\s*,\\s*\\d{1,3})*)\\s*\\]");

    static PublishedHeads of(FoundModel model, FairseqConfiguration fairseq, int depth) {
        long numbered = model.names().keySet().stream()
                .filter(n -> NUMBERED.matcher(n).matches() && n.endsWith(".weight"))
                .count();
        if (model.names().containsKey(SINGLE + "weight")) {
            return new PublishedHeads(List.of(depth), "one, at the last layer");
        }
        if (numbered == 0) {
            return new PublishedHeads(List.of(), "none");
        }
        List<Integer> layers = told(fairseq.text("predict_layers"));
        if (layers.size() == numbered && layers.equals(PredictionSettings.layers(depth, numbered > 1))) {
            return new PublishedHeads(layers, "at layers " + layers);
        }
        String where = layers.isEmpty() ? "not told" : "layers " + layers;
        return new PublishedHeads(List.of(), numbered + " left out; their place is " + where);
    }

    /** {@code predict_layers} counts from 0. */
    private static List<Integer> told(@Nullable String text) {
        var list = PREDICT.matcher(text == null ? "" : text.strip());
        List<Integer> layers = new ArrayList<>();
        if (list.matches()) {
            for (String number : list.group(1).split(",", -1)) {
                layers.add(Integer.parseInt(number.strip()) + 1);
            }
        }
        return layers;
    }

    boolean intermediate() {
        return layers.size() > 1;
    }

    /** The model with its heads under the names of this suite, or without them. */
    FoundModel renamed(FoundModel model) {
        List<String> published = model.names().keySet().stream()
                .filter(n -> n.startsWith(SINGLE))
                .toList();
        FoundModel without = model.without(published);
        if (layers.isEmpty()) {
            return without;
        }
        Map<String, String> names = new LinkedHashMap<>(without.names());
        for (String name : published) {
            var numbered = NUMBERED.matcher(name);
            String ours = numbered.matches()
                    ? head(Integer.parseInt(numbered.group(1)), numbered.group(2))
                    : "heads." + layers.get(0) + "." + name.substring(SINGLE.length());
            names.put(ours, String.valueOf(model.names().get(name)));
        }
        return new FoundModel(model.map(), model.prefix(), names, model.leftOut(), model.taskHeads());
    }

    private String head(int number, String parameter) {
        return number < layers.size()
                ? "heads." + layers.get(number) + "." + parameter
                : SINGLE + number + "." + parameter;
    }

    /** Number of classes of the heads; 0 if there are none. */
    int classes(Map<String, TensorInfo> tensors, FoundModel model) {
        if (layers.isEmpty()) {
            return 0;
        }
        TensorInfo weight = tensors.get(model.names().get("heads." + layers.get(0) + ".weight"));
        return weight == null || weight.shape().length == 0 ? 0 : Math.toIntExact(weight.shape()[0]);
    }
}
