package org.speechbench.bench.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.core.YamlProblem;

/** Converts YAML text to trees and back, and finds the line of each key. */
final class Yaml {
    static final ObjectMapper MAPPER = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfigDefaults(
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build();

    private Yaml() {}

    /** @throws UserError that names the line if the text is not YAML or not a mapping */
    static ObjectNode mapping(String text, String source) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree instanceof ObjectNode mapping) {
                return mapping;
            }
        } catch (JsonProcessingException e) {
            // The error about too many levels has no position in the text.
            int line = YamlProblem.line(e);
            throw new UserError(
                    source + (line == 0 ? "" : " line " + line) + ": " + YamlProblem.text(e) + ".",
                    "Correct the YAML.",
                    e);
        }
        throw new UserError(source + " is not a mapping of keys to values.", "Begin with 'title:' and 'upstreams:'.");
    }

    /** Parses one value, as on the right-hand side of {@code --set a.b=}. */
    static JsonNode value(String text) {
        try {
            return text.isEmpty() ? MAPPER.getNodeFactory().textNode("") : MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UserError("'" + text + "' is not a YAML value: " + YamlProblem.text(e) + ".", "Quote it.", e);
        }
    }

    /** The line of each key by its pointer, for example {@code /pretrain/hubert/steps}. */
    static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    lines.put(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("text was parsed before", e);
        }
        return lines;
    }

    static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
