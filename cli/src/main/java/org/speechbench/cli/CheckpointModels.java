package org.speechbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.speechbench.upstream.CheckpointFacts;
import org.speechbench.upstream.OtherModel;
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
     * @param others upstreams that open it as well, because the file does not tell which family it is of
     * @param refusals the reasons why upstreams do not open it, the usual one first, by the names of the upstreams that
     *     have it; if it is the model of some, only theirs
     */
    record Found(String provider, @Nullable UpstreamCard card, List<String> others, Map<String, String> refusals) {
        Object json() {
            Map<String, Object> model = new LinkedHashMap<>();
            if (card == null) {
                model.put("refusals", refusals);
                return model;
            }
            model.put("upstream", provider);
            model.put("other_upstreams", others);
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
            if (!others.isEmpty()) {
                lines.add("  opened as well, with the same states, by: " + String.join(", ", others));
            }
            return lines;
        }
    }

    /**
     * Tries every upstream that has weights. If several open it, those come first of whose family the file says that it
     * is.
     */
    static Found in(Path place) {
        return in(place, Map.of());
    }

    /** @param settings what the user states about a checkpoint that does not record it */
    static Found in(Path place, Map<String, String> settings) {
        Map<String, UpstreamCard> opened = new LinkedHashMap<>();
        Map<String, UserError> refusals = new LinkedHashMap<>();
        for (UpstreamProvider provider : Services.load().upstreams().all()) {
            String name = provider.name();
            if (provider.capability(Pretraining.class).isPresent()
                    || provider.capability(CheckpointExchange.class).isPresent()) {
                UpstreamSpec spec =
                        UpstreamSpec.of(name, "", 1, Precision.FP32).from(place).with(settings);
                try {
                    opened.put(name, CheckedUpstream.describe(provider, spec));
                } catch (UserError e) {
                    refusals.put(name, e);
                }
            }
        }
        List<String> names = new ArrayList<>(opened.keySet());
        names.sort(Comparator.comparing(name -> isUncertain(opened.get(name))));
        return names.isEmpty()
                ? new Found("", null, List.of(), reasons(refusals))
                : new Found(names.get(0), opened.get(names.get(0)), names.subList(1, names.size()), Map.of());
    }

    private static boolean isUncertain(@Nullable UpstreamCard card) {
        return card != null && card.checkpoint().facts().containsKey(CheckpointFacts.KIND_UNKNOWN);
    }

    /**
     * The upstream that opens a checkpoint.
     *
     * @param settings what the user states about a checkpoint that does not record it
     * @throws UserError if none does, with the usual reason
     */
    static String upstream(Path place, Map<String, String> settings) {
        Found found = in(place, settings);
        if (found.card() != null) {
            return found.provider();
        }
        String usual = found.refusals().values().iterator().next();
        throw new UserError(
                "No upstream opens it. " + usual,
                "Or name one with --upstream; 'speechbench checkpoint inspect " + place
                        + "' lists why each does not open it.");
    }

    /** The reasons by the names of the upstreams that have them. */
    private static Map<String, String> reasons(Map<String, UserError> errors) {
        boolean own = errors.values().stream().anyMatch(error -> !OtherModel.is(error));
        Map<String, List<String>> names = new LinkedHashMap<>();
        errors.forEach((name, error) -> {
            if (!own || !OtherModel.is(error)) {
                names.computeIfAbsent(OtherModel.reason(error), reason -> new ArrayList<>())
                        .add(name);
            }
        });
        Map<String, String> reasons = new LinkedHashMap<>();
        names.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .forEach(entry -> reasons.put(String.join(", ", entry.getValue()), entry.getKey()));
        return reasons;
    }
}
