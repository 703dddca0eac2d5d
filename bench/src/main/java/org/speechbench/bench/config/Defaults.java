package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.speechbench.core.TextLines;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.core.spi.Plugins;
import org.speechbench.upstream.targets.TargetSource;

/** Supplies what an experiment file leaves out. A value that is null in the file counts as left out. */
final class Defaults {
    private static final Map<String, String> SECTIONS =
            Map.of("pretrain", "pretrain", "finetune", "finetune", "upstreams", "upstream", "tasks", "task");

    private final ObjectNode all = Yaml.mapping(TextLines.resource(Defaults.class, "defaults.yaml"), "defaults.yaml");
    private final NamedServices<TargetSource> targets;

    Defaults(NamedServices<TargetSource> targets) {
        this.targets = targets;
    }

    /**
     * Merges the file's tree into the defaults; upstreams and fine-tunings take provider and size from their
     * pre-training.
     */
    ObjectNode complete(ObjectNode file) {
        ObjectNode full = over(section("experiment"), file);
        SECTIONS.forEach((key, defaults) -> {
            if (full.get(key) instanceof ObjectNode entries) {
                for (String label : labels(entries)) {
                    if (entries.get(label) instanceof ObjectNode entry) {
                        entries.set(label, over(defaults(defaults, entry), entry));
                    }
                }
            }
        });
        if (full.get("throughput") instanceof ObjectNode throughput) {
            ObjectNode timed = over(section("throughput"), throughput);
            if (timed.path("ladder").path("rows") instanceof ObjectNode rows) {
                labels(rows).forEach(label -> {
                    if (rows.get(label) instanceof ObjectNode row) {
                        rows.set(label, over(section("ladder_row"), row));
                    }
                });
            }
            full.set("throughput", timed);
        }
        followPretrained(full, "upstreams", "pretrained");
        followPretrained(full, "finetune", "from");
        return full;
    }

    /** Targets have defaults according to their kind; an unknown kind has none. */
    private ObjectNode defaults(String name, ObjectNode entry) {
        ObjectNode base = section(name);
        if (base.get("targets") instanceof ObjectNode usual) {
            String wanted = entry.path("targets").path(TargetsReader.KIND).asText();
            String kind = wanted.isEmpty() ? usual.required(TargetsReader.KIND).asText() : wanted;
            if (targets.names().contains(kind)) {
                ObjectNode own = Yaml.MAPPER.valueToTree(Plugins.unguarded(targets.get(kind)));
                base.set("targets", over(base.objectNode().put(TargetsReader.KIND, kind), own));
            } else {
                base.remove("targets");
            }
        }
        return base;
    }

    private static void followPretrained(ObjectNode full, String section, String reference) {
        for (JsonNode entry : full.path(section)) {
            JsonNode source = full.path("pretrain").path(entry.path(reference).asText());
            if (entry instanceof ObjectNode upstream && source.isObject()) {
                for (String key : List.of("provider", "size")) {
                    if (upstream.path(key).asText().isEmpty()) {
                        upstream.set(key, source.path(key));
                    }
                }
            }
        }
    }

    private ObjectNode section(String name) {
        return all.required(name).deepCopy();
    }

    /** Applies changes to a tree, which is modified and returned. */
    static ObjectNode over(ObjectNode base, ObjectNode changes) {
        changes.properties().forEach(change -> {
            JsonNode value = change.getValue();
            if (value instanceof ObjectNode deeper && base.get(change.getKey()) instanceof ObjectNode below) {
                base.set(change.getKey(), over(below, deeper));
            } else if (!value.isNull() || !base.has(change.getKey())) {
                base.set(change.getKey(), value.deepCopy());
            }
        });
        return base;
    }

    private static List<String> labels(ObjectNode entries) {
        return entries.properties().stream().map(Map.Entry::getKey).toList();
    }
}
