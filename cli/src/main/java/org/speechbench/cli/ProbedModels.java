package org.speechbench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.speechbench.bench.Services;
import org.speechbench.bench.config.ProbeDraft.Model;
import org.speechbench.core.NearNames;
import org.speechbench.core.UserError;
import org.speechbench.datasets.hub.HubCache;
import org.speechbench.engine.Precision;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** The models that words of a command line name, by the labels that they get. */
final class ProbedModels {
    private static final String FBANK = "fbank";
    /** Names of folders that say nothing about the model in them. */
    private static final List<String> NAMELESS = List.of("model", "checkpoint", "weights");

    private final Services services;
    private final Map<String, String> told;
    private final Consumer<String> warnings;
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, Model> random = new LinkedHashMap<>();

    /** @param told settings that checkpoints do not state */
    ProbedModels(Services services, Map<String, String> told, Consumer<String> warnings) {
        this.services = services;
        this.told = told;
        this.warnings = warnings;
    }

    /** The models that were named. */
    Map<String, Model> models() {
        return models;
    }

    /** These models, those with random weights that they are to be compared with, and log-mel features. */
    Map<String, Model> withBaselines() {
        Map<String, Model> all = new LinkedHashMap<>();
        if (models.values().stream().noneMatch(model -> model.provider().equals(FBANK))) {
            all.put(FBANK, new Model(FBANK, "", "", Map.of()));
        }
        random.forEach((label, model) -> {
            if (!models.containsValue(model)) {
                all.put(label, model);
            }
        });
        all.putAll(models);
        return all;
    }

    /**
     * Adds a model.
     *
     * @param word the folder or file of a checkpoint, the name of a model in the cache of the Hub, an upstream, as NAME or
     *     NAME:SIZE, or both, as NAME=CHECKPOINT
     * @throws UserError if there is neither
     */
    void add(String word) {
        services.upstreams().refuseNotBuilt(word.replaceFirst("[=:].*$", ""));
        int equals = word.indexOf('=');
        if (equals > 0 && services.upstreams().names().contains(word.substring(0, equals))) {
            addNamed(word.substring(0, equals), Path.of(word.substring(equals + 1)));
            return;
        }
        String provider = word.replaceFirst(":.*$", "");
        if (services.upstreams().names().contains(provider)) {
            String size = word.substring(Math.min(word.length(), provider.length() + 1));
            put(size.isEmpty() ? provider : provider + "_" + size, new Model(provider, size, "", Map.of()));
            return;
        }
        Path named = Path.of(word);
        Path place = HubCache.usual().resolve(named);
        if (!Files.exists(place)) {
            throw new UserError(
                    "There is neither a folder or file " + word + " nor an upstream of that name.",
                    NearNames.question(word, services.upstreams().names())
                            + "Name a checkpoint, or an upstream of 'speechbench list upstreams'.");
        }
        addCheckpoint(label(named), place.toAbsolutePath().normalize());
    }

    private void addCheckpoint(String name, Path place) {
        CheckpointModels.Found found = CheckpointModels.in(place, told);
        UpstreamCard card = found.card();
        if (card == null) {
            throw new UserError(
                    "No upstream opens " + place + ": "
                            + found.refusals().entrySet().stream()
                                    .map(refusal -> refusal.getKey() + ": " + refusal.getValue())
                                    .collect(Collectors.joining("; ")),
                    "See 'speechbench checkpoint inspect " + place
                            + "', or name an upstream that it does not try: torchscript=" + place + ".");
        }
        add(name, found.provider(), place, card);
    }

    private void addNamed(String provider, Path named) {
        Path place = HubCache.usual().resolve(named).toAbsolutePath().normalize();
        if (services.upstreams().get(provider).needsCheckpoint()) {
            put(label(named), new Model(provider, "", place.toString(), told));
            return;
        }
        UpstreamSpec spec =
                UpstreamSpec.of(provider, "", 1, Precision.FP32).with(told).from(place);
        add(label(named), provider, place, services.upstreams().describe(spec));
    }

    private void add(String name, String provider, Path place, UpstreamCard card) {
        String label = put(name, new Model(provider, "", place.toString(), told));
        UpstreamProvider opened = services.upstreams().get(provider);
        if (opened.sizes().contains(card.size())) {
            random.putIfAbsent(
                    (provider + "_" + card.size() + "_random").replace('-', '_'),
                    new Model(provider, card.size(), "", Map.of()));
        } else {
            warnings.accept("the network of " + label
                    + " with random weights is not probed, since it has none of the sizes of " + provider + ".");
        }
    }

    /** Adds a model under a label that is still free. */
    private String put(String label, Model model) {
        String free = label;
        for (int i = 2; models.containsKey(free); i++) {
            free = label + "_" + i;
        }
        models.put(free, model);
        return free;
    }

    /** The last name of a path that says something, without its ending. */
    private static String label(Path place) {
        Path named = place.toAbsolutePath().normalize();
        for (Path above = named.getParent(); above != null && saysNothing(named); above = above.getParent()) {
            named = above;
        }
        String label = String.valueOf(named.getFileName())
                .replaceFirst("@.*$", "")
                .replaceFirst("\\.(pt|pth|bin|ckpt|safetensors|ts|onnx)$", "")
                .replaceAll("[^A-Za-z0-9_-]", "_")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        return label.isEmpty() ? "model" : label.substring(0, Math.min(label.length(), 48));
    }

    private static boolean saysNothing(Path place) {
        return NAMELESS.contains(String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT));
    }
}
