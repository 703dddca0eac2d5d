package org.speechbench.core.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.UserError;

/** Reads and writes {@code provenance.json}: sorted maps, two spaces, a version in {@code schema}. */
public final class ProvenanceStore {
    private static final int SCHEMA = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    public ProvenanceStore(Path file) {
        this.file = file;
    }

    /** Replaces the file at once. */
    public void write(Provenance provenance) {
        ObjectNode json = JSON.createObjectNode().put("schema", SCHEMA);
        json.setAll((ObjectNode) JSON.valueToTree(provenance));
        try {
            AtomicFiles.write(file, JSON.writeValueAsString(json) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a provenance is always JSON", e);
        }
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * What was written.
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
            if (json.path("machine") instanceof ObjectNode machine && !machine.has("gpus")) {
                // Files of before GPUs were written.
                machine.putArray("gpus");
            }
            if (json instanceof ObjectNode all && !all.has("checkpoints")) {
                // Files of before this was written.
                all.putObject("checkpoints");
            }
            return JSON.treeToValue(json, Provenance.class);
        } catch (JsonProcessingException e) {
            throw bad(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private UserError bad(String what, @org.jspecify.annotations.Nullable Exception cause) {
        String message = file + ": not a provenance file: " + what + ".";
        String cure = "Use a run written by this version of speechbench.";
        return cause == null ? new UserError(message, cure) : new UserError(message, cure, cause);
    }
}
