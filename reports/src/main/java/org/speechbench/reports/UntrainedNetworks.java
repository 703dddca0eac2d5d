package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import org.speechbench.reports.significance.UpstreamKey;

/**
 * The networks with random weights among the upstreams of a report.
 *
 * @param runs the runs, whose configurations tell networks of one provider and size apart
 */
record UntrainedNetworks(List<UpstreamKey> upstreams, List<ReportData.Run> runs) {
    UntrainedNetworks {
        upstreams = List.copyOf(upstreams);
        runs = List.copyOf(runs);
    }

    /**
     * The network of an upstream before its training: the one with random weights of the same provider, size and
     * precision or, if there are several, the one that a configuration derives from the same pre-training. Empty if there
     * is none, if several fit, or if the upstream was not trained.
     */
    Optional<UpstreamKey> of(UpstreamKey trained) {
        List<UpstreamKey> alike = alike(trained);
        if (alike.size() > 1) {
            alike = alike.stream()
                    .filter(network -> sharesPretraining(trained, network))
                    .toList();
        }
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /** Why there is no such network, as a clause. */
    String reason(UpstreamKey upstream) {
        if (upstream.random()) {
            return "it is untrained itself";
        }
        if (!upstream.trained()) {
            return "signal processing, which is not trained";
        }
        return alike(upstream).isEmpty()
                ? "no " + upstream.model() + " with random weights was scored"
                : "several " + upstream.model() + " with random weights were scored";
    }

    private List<UpstreamKey> alike(UpstreamKey trained) {
        return trained.trained()
                ? upstreams.stream()
                        .filter(network -> network.isUntrained(trained))
                        .toList()
                : List.of();
    }

    private boolean sharesPretraining(UpstreamKey one, UpstreamKey other) {
        return runs.stream().map(UntrainedNetworks::entries).anyMatch(entries -> {
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
