package org.speechbench.core.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/**
 * Reads and writes {@code provenance.json}: maps are sorted, the indentation is two spaces, and {@code schema} holds a
 * version.
 */
public final class ProvenanceStore {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    public ProvenanceStore(Path file) {
        this.file = file;
    }

    /** Replaces the file atomically. */
    public void write(Provenance provenance) {
        ObjectNode json = JSON.createObjectNode().put("schema", SCHEMA);
        json.setAll(json(provenance));
        try {
            AtomicFiles.write(file, JSON.writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a provenance is always JSON", e);
        }
    }

    /** The fields of a provenance, all on one level; equal ones give equal text. */
    public static ObjectNode json(Provenance provenance) {
        ObjectNode json = JSON.valueToTree(provenance.origin());
        json.setAll((ObjectNode) JSON.valueToTree(provenance.environment()));
        json.set("ceilings", JSON.valueToTree(provenance.ceilings()));
        json.setAll((ObjectNode) JSON.valueToTree(provenance.inputs()));
        json.set("warnings", JSON.valueToTree(provenance.warnings()));
        if (provenance.claims() != null) {
            json.set("claims", JSON.valueToTree(provenance.claims()));
        }
        return json;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Reads what was written.
     *
     * @throws UserError if the file is missing, is not complete, or has another schema
     */
    public Provenance read() {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (!json.isObject()) {
                throw bad("wanted a JSON object, '{...}'", null);
            }
            int schema = json.path("schema").asInt(0);
            if (schema != SCHEMA) {
                throw bad("schema is " + schema + "; this version reads " + SCHEMA, null);
            }
            return provenance(json);
        } catch (JsonProcessingException e) {
            throw bad(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The provenance of some {@link #json}.
     *
     * @throws IllegalArgumentException if they are not those of a provenance
     */
    public static Provenance of(JsonNode json) {
        try {
            return provenance(json.deepCopy());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static Provenance provenance(JsonNode json) throws JsonProcessingException {
        if (json.path("machine") instanceof ObjectNode machine && !machine.has("gpus")) {
            // Files written before GPUs were recorded.
            machine.putArray("gpus");
        }
        if (json instanceof ObjectNode all && !all.has("checkpoints")) {
            // Files written before this was recorded.
            all.putObject("checkpoints");
        }
        if (json instanceof ObjectNode all && !all.has("audioDecoders")) {
            // Files written before compressed recordings could be read.
            all.putArray("audioDecoders");
        }
        if (json instanceof ObjectNode all && !all.has("kernels")) {
            // Files of runs for which none was chosen by measurement.
            all.putObject("kernels");
        }
        if (json.path("claims") instanceof ObjectNode claims && !claims.has("seeds")) {
            // Files written before a number of seeds could be planned.
            claims.put("seeds", 0);
        }
        Rest rest = JSON.treeToValue(json, Rest.class);
        return new Provenance(
                JSON.treeToValue(json, Provenance.Origin.class),
                JSON.treeToValue(json, Provenance.Environment.class),
                rest.ceilings(),
                JSON.treeToValue(json, Provenance.Inputs.class),
                rest.warnings(),
                json.hasNonNull("claims") ? JSON.treeToValue(json.get("claims"), Claims.class) : null);
    }

    /** The fields that belong to none of the parts. */
    private record Rest(Map<String, Double> ceilings, List<String> warnings) {}

    private UserError bad(String what, @org.jspecify.annotations.Nullable Exception cause) {
        String message = file + ": not a provenance file: " + what + ".";
        String cure = "Use a run written by this version of speechbench.";
        return cause == null ? new UserError(message, cure) : new UserError(message, cure, cause);
    }
}
