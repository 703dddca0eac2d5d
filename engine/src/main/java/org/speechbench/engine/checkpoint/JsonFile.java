package org.speechbench.engine.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.GitLfs;
import org.speechbench.core.UserError;

/** Configuration and index files next to weights: one JSON object of a size that fits into memory many times over. */
public final class JsonFile {
    /** The index of a model in a hundred files has about 100 kB; as a tree it takes 20 times its bytes of memory. */
    private static final int MOST = 10_000_000;

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);

    private JsonFile() {}

    /** @throws UserError if it is missing, too long, not JSON, or JSON but not an object */
    public static JsonNode read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UserError(
                        file + " has more than " + MOST / 1_000_000 + " MB, which no configuration has.",
                        "Check that it is the file it is taken for.");
            }
            GitLfs.refuse(file, bytes);
            JsonNode root = JSON.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw malformed(file, "it holds no JSON object", null);
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(file, String.valueOf(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static UserError malformed(Path file, String why, @Nullable Exception cause) {
        String message = file + " is not a configuration: " + why + ".";
        String remedy = "Correct it, or copy it again.";
        return cause == null ? new UserError(message, remedy) : new UserError(message, remedy, cause);
    }
}
