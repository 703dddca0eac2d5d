package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The networks with random weights among the upstreams of a report.
 *
 * @param upstreams all upstreams
 * @param networks the network of each trained upstream before its training; those of which it is not known are missing
 */
record UntrainedNetworks(List<UpstreamKey> upstreams, Map<UpstreamKey, UpstreamKey> networks) {
    UntrainedNetworks {
        upstreams = List.copyOf(upstreams);
        networks = Map.copyOf(networks);
    }

    /**
     * The network of an upstream is the one with random weights of the same provider, size and precision or, if there are
     * several, the one that a configuration derives from the same pre-training.
     *
     * @param runs the runs, whose configurations are read only if networks are alike
     */
    static UntrainedNetworks of(List<UpstreamKey> upstreams, List<ReportData.Run> runs) {
        Map<UpstreamKey, List<UpstreamKey>> alike = new LinkedHashMap<>();
        upstreams.forEach(upstream -> alike.put(upstream, alike(upstreams, upstream)));
        List<JsonNode> configurations = alike.values().stream().anyMatch(networks -> networks.size() > 1)
                ? runs.stream().map(UntrainedNetworks::entries).toList()
                : List.of();
        Map<UpstreamKey, UpstreamKey> found = new HashMap<>();
        alike.forEach((upstream, networks) -> {
            List<UpstreamKey> own = networks.size() < 2
                    ? networks
                    : networks.stream()
                            .filter(network -> sharesPretraining(configurations, upstream, network))
                            .toList();
            if (own.size() == 1) {
                found.put(upstream, own.get(0));
            }
        });
        return new UntrainedNetworks(upstreams, found);
    }

    /** The network of an upstream before its training; empty if there is none, or if several fit. */
    Optional<UpstreamKey> of(UpstreamKey upstream) {
        return Optional.ofNullable(networks.get(upstream));
    }

    /** Why there is no such network, as a sentence without its full stop. */
    String reason(UpstreamKey upstream) {
        if (upstream.random()) {
            return "It is untrained itself";
        }
        if (!upstream.trained()) {
            return "Signal processing is not trained";
        }
        return alike(upstreams, upstream).isEmpty()
                ? "No " + upstream.model() + " with random weights was scored"
                : "Several " + upstream.model() + " with random weights were scored";
    }

    private static List<UpstreamKey> alike(List<UpstreamKey> upstreams, UpstreamKey trained) {
        return trained.trained()
                ? upstreams.stream()
                        .filter(network -> network.isUntrained(trained))
                        .toList()
                : List.of();
    }

    private static boolean sharesPretraining(List<JsonNode> configurations, UpstreamKey one, UpstreamKey other) {
        return configurations.stream().anyMatch(entries -> {
            String pretrained = pretrained(entries, one);
            return !pretrained.isEmpty() && pretrained.equals(pretrained(entries, other));
        });
    }

    private static String pretrained(JsonNode entries, UpstreamKey upstream) {
        return entries.path(upstream.label()).path("pretrained").asText("");
    }

    /** The upstreams of a run's configuration; none if it cannot be read. */
    private static JsonNode entries(ReportData.Run run) {
        YAMLMapper yaml = new YAMLMapper();
        try {
            return yaml.readTree(run.config()).path("upstreams");
        } catch (JsonProcessingException e) {
            return yaml.createObjectNode();
        }
    }
}
