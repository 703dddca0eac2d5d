package org.speechbench.reports;

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
     * @param runs the runs, whose configurations tell networks apart that differ in their settings
     */
    static UntrainedNetworks of(List<UpstreamKey> upstreams, List<ReportData.Run> runs) {
        Map<UpstreamKey, List<UpstreamKey>> alike = new LinkedHashMap<>();
        upstreams.forEach(upstream -> alike.put(upstream, alike(upstreams, upstream)));
        List<RunEntries> configurations = alike.values().stream().anyMatch(networks -> !networks.isEmpty())
                ? runs.stream().map(RunEntries::of).toList()
                : List.of();
        Map<UpstreamKey, UpstreamKey> found = new HashMap<>();
        alike.forEach((upstream, several) -> {
            List<UpstreamKey> networks = several.stream()
                    .filter(network -> configurations.stream()
                            .allMatch(run -> run.mayShareNetwork(upstream.label(), network.label())))
                    .toList();
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

    private static boolean sharesPretraining(List<RunEntries> configurations, UpstreamKey one, UpstreamKey other) {
        return configurations.stream().anyMatch(run -> {
            String pretrained = run.trainedAs(one.label());
            return !pretrained.isEmpty() && pretrained.equals(run.trainedAs(other.label()));
        });
    }
}
