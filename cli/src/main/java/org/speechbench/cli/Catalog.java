package org.speechbench.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ConfigReader;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.reports.table.TableModel;
import org.speechbench.tasks.Task;
import org.speechbench.tasks.TaskCard;
import org.speechbench.tasks.leaderboard.PublishedRow;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.Setting;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.finetune.Finetuning;
import org.speechbench.upstream.pretrain.Objective;
import org.speechbench.upstream.pretrain.Pretraining;
import org.speechbench.upstream.targets.TargetSource;
import org.speechbench.upstream.targets.TargetSpec;

/**
 * Services as tables, with one map per line in the order of the columns.
 *
 * @param warnings receives warnings about services that fail to describe themselves
 */
record Catalog(Services services, Consumer<String> warnings) {
    private static final TableModel.Columns<Setting> SETTING = new TableModel.Columns<Setting>()
            .value("name", Setting::name)
            .value("type", setting -> setting.type().id())
            .value("default", Setting::usual)
            .value("values", setting -> String.join(", ", setting.values()))
            .value("of_checkpoint", Setting::ofCheckpoint)
            .value("meaning", Setting::meaning);

    List<Map<String, Object>> upstreams() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (UpstreamProvider provider : services.upstreams().all()) {
            listed(() -> {
                List<Map<String, Object>> own = new ArrayList<>();
                sizes(provider).forEach(size -> own.add(upstream(provider, size)));
                lines.addAll(own);
            });
        }
        return lines;
    }

    private static Map<String, Object> upstream(UpstreamProvider provider, String size) {
        // Without a checkpoint, no more is known of such an upstream than its name.
        UpstreamCard card = provider.needsCheckpoint()
                ? null
                : CheckedUpstream.describe(provider, UpstreamSpec.of(provider.name(), size, 1, Precision.FP32));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", provider.name());
        line.put("size", size);
        line.put("layers", card == null ? null : card.layers());
        line.put("hidden", card == null ? null : card.hiddenSize());
        line.put("frames_per_second", card == null ? null : card.frameRate());
        line.put("parameters", card == null ? null : card.cost().parameters());
        line.put("gflop_per_second", card == null ? null : card.cost().gigaFlopsPerSecond());
        line.put("pretrainable", provider.capability(Pretraining.class).isPresent());
        line.put("finetunable", provider.capability(Finetuning.class).isPresent());
        line.put(
                "exchanges_checkpoints",
                provider.capability(CheckpointExchange.class).isPresent());
        line.put("paper", card == null ? "that of its checkpoint" : card.paper());
        return line;
    }

    /** The settings of an upstream, with type, default, values and meaning. */
    static List<Map<String, Object>> settings(UpstreamProvider provider) {
        return provider.settings().settings().stream().map(SETTING::values).toList();
    }

    /** How other toolkits number the hidden states of an upstream. */
    static List<Map<String, Object>> layerNumberings(UpstreamProvider provider) {
        return provider.layerNumberings().stream()
                .<Map<String, Object>>map(numbering -> {
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("name", numbering.toolkit());
                    line.put("states", numbering.text());
                    line.put("first", numbering.first());
                    return line;
                })
                .toList();
    }

    List<Map<String, Object>> tasks() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Task task : services.tasks().all()) {
            listed(() -> lines.add(task(task)));
        }
        return lines;
    }

    private static Map<String, Object> task(Task task) {
        TaskCard card = task.card();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", task.name());
        line.put("title", card.title());
        line.put("metric", card.metric().label());
        line.put("unit", card.metric().unit());
        line.put("category", card.category());
        line.put("version", card.version());
        line.put("labels", card.labels());
        line.put("reference", card.reference());
        return line;
    }

    /** A plug-in that fails to describe itself does not prevent the others from being listed. */
    private void listed(Runnable lines) {
        try {
            lines.run();
        } catch (UserError e) {
            warnings.accept("warning: " + e.oneLine());
        }
    }

    List<Map<String, Object>> heads() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String name : services.heads().names()) {
            lines.add(Map.of("name", name));
        }
        return lines;
    }

    /** The kinds of targets of pre-training, with their keys and defaults. */
    List<Map<String, Object>> targets() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (TargetSource source : services.pretrained().targets().all()) {
            listed(() -> {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("name", source.name());
                line.put("gives", TargetSpec.word(source.gives()));
                line.put("keys", keys(source));
                lines.add(line);
            });
        }
        return lines;
    }

    private static List<TargetKey> keys(TargetSource source) {
        return ConfigReader.defaults(source).properties().stream()
                .map(key -> new TargetKey(key.getKey(), key.getValue()))
                .toList();
    }

    /** A key of a kind of targets. */
    private record TargetKey(String name, @JsonProperty("default") JsonNode usual) {
        @Override
        public String toString() {
            return name + ": " + usual;
        }
    }

    /** The objectives of pre-training. */
    List<Map<String, Object>> objectives() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Objective objective : services.pretrained().objectives().all()) {
            listed(() -> {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("name", objective.name());
                line.put("learns_from", TargetSpec.word(objective.accepts()));
                lines.add(line);
            });
        }
        return lines;
    }

    /** The rows of the SUPERB leaderboard. */
    static List<Map<String, Object>> published() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (PublishedRow row : PublishedRow.published()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("upstream", row.upstream());
            line.put("checkpoint", row.checkpoint().isEmpty() ? "-" : row.checkpoint());
            row.values()
                    .forEach((column, value) -> line.put(
                            column.name().toLowerCase(Locale.ROOT), String.format(Locale.ROOT, "%.2f", value)));
            line.put("superb_s", Objects.requireNonNullElse(row.superbS(), "-"));
            line.put("source", row.source());
            lines.add(line);
        }
        return lines;
    }

    /** The sizes of an upstream; a single empty size if it has only one. */
    static List<String> sizes(UpstreamProvider provider) {
        return provider.sizes().isEmpty() ? List.of("") : provider.sizes();
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Double d) {
            return d == Math.rint(d) ? Long.toString(Math.round(d)) : String.format(Locale.ROOT, "%.1f", d);
        }
        if (value instanceof Boolean b) {
            return b ? "yes" : "no";
        }
        return value.toString();
    }
}
