package org.speechbench.upstream.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a training as text, by the keys of an experiment file: what a checkpoint says that it depends on. */
public final class FlatSettings {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    private FlatSettings() {}

    /**
     * The settings of a record and of those in it.
     *
     * @param record annotated as for an experiment file
     * @return in the order of the record; can be changed
     */
    public static Map<String, String> of(Record record) {
        Map<String, String> texts = new LinkedHashMap<>();
        MAPPER.convertValue(record, new TypeReference<Map<String, Object>>() {})
                .forEach((key, value) -> texts.put(key, value.toString()));
        return texts;
    }
}
