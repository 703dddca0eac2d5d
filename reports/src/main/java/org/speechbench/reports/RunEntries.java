package org.speechbench.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The entries of an experiment, as its configuration was stored.
 *
 * @param config the whole of it; empty if it could not be read
 */
record RunEntries(JsonNode config) {
    private static final List<String> TRAININGS = List.of("pretrain", "distill");

    static RunEntries of(ReportData.Run run) {
        YAMLMapper yaml = new YAMLMapper();
        try {
            return new RunEntries(yaml.readTree(run.config()));
        } catch (JsonProcessingException e) {
            return new RunEntries(yaml.createObjectNode());
        }
    }

    /** The label of the training whose model an upstream is; empty if there is none. */
    String trainedAs(String upstream) {
        return config.path("upstreams").path(upstream).path("pretrained").asText("");
    }

    /** The labels of all upstreams that are the model of a training, or of a checkpoint. */
    List<String> upstreams(String model) {
        return config.path("upstreams").properties().stream()
                .filter(entry -> Stream.of("pretrained", "checkpoint")
                        .anyMatch(key -> entry.getValue().path(key).asText("").equals(model)))
                .filter(entry -> !entry.getValue().path("init").asText("").equals("random"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a student learns from: the label of a training, or a checkpoint; empty if it is no student. */
    String teacher(String training) {
        JsonNode teacher = config.path("distill").path(training).path("teacher");
        return teacher.path("from").asText("") + teacher.path("checkpoint").asText("");
    }

    /** The labels of all students. */
    List<String> students() {
        return config.path("distill").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Whether two upstreams of one provider and size may be the same network, whatever their weights: they have the same
     * settings, as far as this run tells.
     */
    boolean mayShareNetwork(String one, String other) {
        return !isTold(one) || !isTold(other) || settings(one).equals(settings(other));
    }

    /** A checkpoint may record settings that the configuration does not have. */
    private boolean isTold(String upstream) {
        JsonNode entry = config.path("upstreams").path(upstream);
        return !entry.isMissingNode() && entry.path("checkpoint").asText("").isEmpty();
    }

    private Map<String, String> settings(String upstream) {
        Map<String, String> settings = new TreeMap<>();
        String training = trainedAs(upstream);
        Stream.concat(
                        TRAININGS.stream().map(section -> config.path(section).path(training)),
                        Stream.of(config.path("upstreams").path(upstream)))
                .flatMap(entry -> entry.path("settings").properties().stream())
                .forEach(setting ->
                        settings.put(setting.getKey(), setting.getValue().asText()));
        return settings;
    }
}
