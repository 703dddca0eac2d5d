package org.speechbench.bench.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.speechbench.core.NearNames;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.core.spi.Plugins;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.targets.TargetSource;

/**
 * Supplies what an experiment file leaves out, and refuses keys that do not exist. A value that is null in the file
 * counts as left out.
 */
final class Defaults {
    private static final String DISTILL = "distill";
    private static final Map<String, String> SECTIONS = Map.of(
            "pretrain", "pretrain", "finetune", "finetune", DISTILL, DISTILL, "upstreams", "upstream", "tasks", "task");

    private static final String TEXT = "text";

    private final ObjectNode all = Yaml.mapping(TextLines.resource(Defaults.class, "defaults.yaml"), "defaults.yaml");
    private final NamedServices<TargetSource> targets;
    private final Places places;

    /** @param places for errors */
    Defaults(NamedServices<TargetSource> targets, Places places) {
        this.targets = targets;
        this.places = places;
    }

    /**
     * Merges the file's tree into the defaults; upstreams and fine-tunings take provider and size from their
     * pre-training.
     *
     * @throws UserError if there is a key without a default, since such a key does not exist
     */
    ObjectNode complete(ObjectNode file) {
        ObjectNode full = known(section("experiment"), file);
        SECTIONS.forEach((key, defaults) -> {
            if (full.get(key) instanceof ObjectNode entries) {
                for (String label : labels(entries)) {
                    if (entries.get(label) instanceof ObjectNode entry) {
                        ObjectNode complete = known(defaults(defaults, entry), entry, key, label);
                        completeText(complete, key, label);
                        entries.set(label, complete);
                    }
                }
            }
        });
        if (full.get("throughput") instanceof ObjectNode throughput) {
            ObjectNode timed = known(section("throughput"), throughput, "throughput");
            if (timed.path("ladder").path("rows") instanceof ObjectNode rows) {
                labels(rows).forEach(label -> {
                    if (rows.get(label) instanceof ObjectNode row) {
                        rows.set(label, known(section("ladder_row"), row, "throughput", "ladder", "rows", label));
                    }
                });
            }
            full.set("throughput", timed);
        }
        if (full.get("claims") instanceof ObjectNode claims) {
            full.set("claims", known(section("claims"), claims, "claims"));
        }
        completeBatches(full);
        completeStudents(full);
        followPretrained(full, "upstreams", "pretrained");
        followPretrained(full, "finetune", "from");
        return full;
    }

    /**
     * An entry without {@code text} has none after completion either, so that experiments of before there was such a
     * section keep their digests.
     */
    private void completeText(ObjectNode entry, String... at) {
        if (entry.get(TEXT) instanceof ObjectNode text) {
            entry.set(TEXT, known(section(TEXT), text, at[0], at[1], TEXT));
        } else if (entry.path(TEXT).isNull()) {
            entry.remove(TEXT);
        }
    }

    /** One by one is not written out, so that experiments of before there were batches keep their digests. */
    private static void completeBatches(ObjectNode full) {
        JsonNode seconds = full.path(EncodeBatches.KEY);
        if (seconds.isNull() || (seconds.isNumber() && seconds.asDouble() == 0)) {
            full.remove(EncodeBatches.KEY);
        }
    }

    /** No students are not written out, so that experiments of before there were students keep their digests. */
    private static void completeStudents(ObjectNode full) {
        if (full.path(DISTILL).isEmpty()) {
            full.remove(DISTILL);
        }
    }

    /** Targets have defaults according to their kind; an unknown kind has none. */
    private ObjectNode defaults(String name, ObjectNode entry) {
        ObjectNode base = section(name);
        if (base.get("targets") instanceof ObjectNode usual && usual.has(TargetsReader.KIND)) {
            String wanted = entry.path("targets").path(TargetsReader.KIND).asText();
            String kind = wanted.isEmpty() ? usual.required(TargetsReader.KIND).asText() : wanted;
            if (targets.names().contains(kind)) {
                ObjectNode own = of(targets.get(kind));
                base.set("targets", over(base.objectNode().put(TargetsReader.KIND, kind), own));
            } else {
                base.set("targets", base.objectNode());
            }
        }
        return base;
    }

    /** The keys of a kind of targets with their defaults. */
    static ObjectNode of(TargetSource source) {
        return Yaml.MAPPER.valueToTree(Plugins.unguarded(source));
    }

    private static void followPretrained(ObjectNode full, String section, String reference) {
        for (JsonNode entry : full.path(section)) {
            String label = entry.path(reference).asText();
            JsonNode pretrained = full.path("pretrain").path(label);
            JsonNode source = pretrained.isMissingNode() ? full.path(DISTILL).path(label) : pretrained;
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

    /** Merges a part of the file, all keys of which must be in its defaults. */
    private ObjectNode known(ObjectNode defaults, ObjectNode part, String... at) {
        refuseUnknown(defaults, part, List.of(at));
        return over(defaults, part);
    }

    /** A section whose defaults are empty may have any key. */
    private void refuseUnknown(ObjectNode defaults, ObjectNode part, List<String> at) {
        part.properties().forEach(entry -> {
            String key = entry.getKey();
            List<String> path = Stream.concat(at.stream(), Stream.of(key)).toList();
            if (!defaults.has(key)) {
                List<String> known = labels(defaults).stream().sorted().toList();
                throw new UserError(
                        places.of(path) + " there is no key '" + key + "' here.",
                        NearNames.question(key, known) + "Known: " + String.join(", ", known) + ".");
            }
            if (entry.getValue() instanceof ObjectNode deeper
                    && defaults.get(key) instanceof ObjectNode below
                    && !below.isEmpty()) {
                refuseUnknown(below, deeper, path);
            }
        });
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
