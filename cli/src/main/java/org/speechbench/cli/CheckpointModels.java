package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.speechbench.bench.Services;
import org.speechbench.core.UserError;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.CheckedUpstream;
import org.speechbench.upstream.CheckpointExchange;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;
import org.speechbench.upstream.pretrain.Pretraining;

/** Finds the upstream that opens a checkpoint, and the model in it. */
final class CheckpointModels {
    private CheckpointModels() {}

    /**
     * The model of a checkpoint.
     *
     * @param provider the name of the upstream that opens it; empty if none does
     * @param card the card of the model; null if no upstream opens it
     * @param refusals the reasons why upstreams do not open it, by name
     */
    record Found(String provider, @Nullable UpstreamCard card, Map<String, String> refusals) {
        Object json() {
            Map<String, Object> model = new LinkedHashMap<>();
            if (card == null) {
                model.put("refusals", refusals);
                return model;
            }
            model.put("upstream", provider);
            model.put("size", card.size());
            model.put("layers", card.layers() - 1);
            model.put("hidden_size", card.hiddenSize());
            model.put("parameters", card.cost().parameters());
            model.put(
                    "uses_labels",
                    card.checkpoint().labelsKnown() ? card.checkpoint().usesLabels() : null);
            model.put("facts", card.checkpoint().facts());
            return model;
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            if (card == null) {
                refusals.forEach((name, why) -> lines.add("not opened as " + name + ": " + why));
                return lines;
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "%s %s, %d layers of %d, %,d parameters without heads%s",
                    provider,
                    card.size(),
                    card.layers() - 1,
                    card.hiddenSize(),
                    card.cost().parameters(),
                    card.checkpoint().usesLabels() ? ", uses labels" : ""));
            card.checkpoint().lines().forEach(line -> lines.add("  " + line));
            return lines;
        }
    }

    /** Tries every upstream that has weights. */
    static Found in(Path place) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (UpstreamProvider provider : Services.load().upstreams().all()) {
            String name = provider.name();
            if (provider.capability(Pretraining.class).isPresent()
                    || provider.capability(CheckpointExchange.class).isPresent()) {
                UpstreamSpec spec = UpstreamSpec.of(name, "", 1, Precision.FP32).from(place);
                try {
                    return new Found(name, CheckedUpstream.describe(provider, spec), Map.of());
                } catch (UserError e) {
                    refusals.put(name, e.oneLine());
                }
            }
        }
        return new Found("", null, refusals);
    }
}
