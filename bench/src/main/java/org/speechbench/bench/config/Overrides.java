package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.speechbench.core.UserError;

/**
 * Values given with {@code --set a.b=c}, which override the file. A checkpoint replaces the weights of an upstream:
 * {@code upstreams.LABEL.checkpoint} removes their previous source, including a pre-training that nothing else needs,
 * and keeps the provider.
 */
final class Overrides {
    private Overrides() {}

    static void apply(ObjectNode tree, List<String> settings) {
        settings.forEach(setting -> apply(tree, setting));
    }

    private static void apply(ObjectNode tree, String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new UserError(
                    "'--set " + setting + "' has no key and value.", "Write --set pretrain.hubert.steps=200.");
        }
        String[] keys = setting.substring(0, equals).split("\\.", -1);
        ObjectNode node = tree;
        for (int i = 0; i < keys.length - 1; i++) {
            if (node.get(keys[i]) == null || node.get(keys[i]).isNull()) {
                node.putObject(keys[i]);
            }
            if (!(node.get(keys[i]) instanceof ObjectNode below)) {
                throw new UserError(
                        "'--set " + setting + "': '" + keys[i] + "' is a single value, not a section.",
                        "Shorten the path.");
            }
            node = below;
        }
        node.set(keys[keys.length - 1], Yaml.value(setting.substring(equals + 1)));
        if (keys.length == 3
                && keys[0].equals("upstreams")
                && keys[2].equals("checkpoint")
                && !node.path("checkpoint").asText().isEmpty()) {
            replaceWeights(tree, node);
        }
    }

    private static void replaceWeights(ObjectNode tree, ObjectNode upstream) {
        String pretrained = upstream.path("pretrained").asText();
        JsonNode provider = tree.path("pretrain").path(pretrained).path("provider");
        if (upstream.path("provider").asText().isEmpty() && provider.isTextual()) {
            upstream.set("provider", provider);
        }
        upstream.remove(List.of("pretrained", "init", "size"));
        boolean needed = false;
        for (JsonNode other : tree.path("upstreams")) {
            needed |= other.path("pretrained").asText().equals(pretrained);
        }
        if (!needed && tree.get("pretrain") instanceof ObjectNode trainings) {
            trainings.remove(pretrained);
        }
    }
}
