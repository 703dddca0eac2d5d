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
import org.speechbench.upstream.CheckpointCard;
import org.speechbench.upstream.PretrainableProvider;
import org.speechbench.upstream.UpstreamProvider;

/** Which upstream opens a checkpoint, and what it finds there. */
final class CheckpointModels {
    private CheckpointModels() {}

    /**
     * The model of a checkpoint.
     *
     * @param provider name of the upstream that opens it; empty if none does
     * @param card what it says; null if none opens it
     * @param refusals why each does not, by name
     */
    record Found(String provider, @Nullable CheckpointCard card, Map<String, String> refusals) {
        Object json() {
            Map<String, Object> model = new LinkedHashMap<>();
            if (card == null) {
                model.put("refusals", refusals);
                return model;
            }
            model.put("upstream", provider);
            model.put("size", card.size());
            model.put("layers", card.card().layers() - 1);
            model.put("hidden_size", card.card().hiddenSize());
            model.put("parameters", card.card().parameters());
            model.put("uses_labels", card.labelsKnown() ? card.usesLabels() : null);
            model.put("facts", card.facts());
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
                    card.card().layers() - 1,
                    card.card().hiddenSize(),
                    card.card().parameters(),
                    card.usesLabels() ? ", uses labels" : ""));
            CheckpointFacts.of(card).forEach(line -> lines.add("  " + line));
            return lines;
        }
    }

    /** Tries every upstream that has weights of its own. */
    static Found in(Path place) {
        Map<String, String> refusals = new LinkedHashMap<>();
        for (UpstreamProvider provider : Services.load().upstreams().all()) {
            if (provider instanceof PretrainableProvider) {
                try {
                    return new Found(provider.name(), provider.inspect(place, "", Map.of()), Map.of());
                } catch (UserError e) {
                    refusals.put(provider.name(), e.oneLine());
                }
            }
        }
        return new Found("", null, refusals);
    }
}
