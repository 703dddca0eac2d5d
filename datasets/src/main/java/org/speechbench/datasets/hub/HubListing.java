package org.speechbench.datasets.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;
import org.speechbench.datasets.download.Checksum;

/**
 * The files of a model at one commit.
 *
 * @param commit 40 hexadecimal digits
 */
record HubListing(String commit, List<Blob> files) {
    private static final Set<String> CONFIGURATION = Set.of("config.json", "preprocessor_config.json");
    /** Kinds of weights, the preferred first: a whole file, or an index with its parts. */
    private static final List<Pattern> WEIGHTS = List.of(
            Pattern.compile("model\\.safetensors"),
            Pattern.compile("model\\.safetensors\\.index\\.json|model-\\d+-of-\\d+\\.safetensors"),
            Pattern.compile("pytorch_model\\.bin"),
            Pattern.compile("pytorch_model\\.bin\\.index\\.json|pytorch_model-\\d+-of-\\d+\\.bin"));

    private static final String CURE =
            "See whether HF_ENDPOINT is the address of a Hub, and whether a login page stands before it.";
    private static final Pattern LONE = Pattern.compile("[^/]+\\.(pt|pth|ckpt|bin|safetensors)");

    /**
     * A file.
     *
     * @param name without folders
     * @param bytes its length
     * @param key the name of its content in the cache, by which it is also checked
     */
    record Blob(String name, long bytes, String key) {
        /** SHA-256 of a large file, and Git's digest of a small one. */
        Checksum checksum() {
            return key.length() == 64 ? Checksum.sha256(key) : new Checksum(Checksum.GIT_BLOB, key);
        }
    }

    /**
     * Reads the Hub's answer about a model ({@code /api/models/NAME/revision/REVISION?blobs=true}).
     *
     * @throws UserError if it is no such answer
     */
    static HubListing parse(HubName name, String json) {
        try {
            JsonNode tree = JsonMapper.builder().build().readTree(json);
            String commit = tree.path("sha").asText();
            if (!HubName.isCommit(commit)) {
                throw new UserError(unreadable(name, "it states no commit"), CURE);
            }
            List<Blob> files = new ArrayList<>();
            for (JsonNode file : tree.path("siblings")) {
                JsonNode large = file.path("lfs");
                String key = (large.isObject() ? large.path("sha256") : file.path("blobId")).asText();
                String path = file.path("rfilename").asText();
                // Names become files: only those at the top, with digests as names of their contents.
                if (path.matches("[\\w][\\w.-]*") && key.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
                    files.add(new Blob(path, file.path("size").asLong(), key));
                }
            }
            return new HubListing(commit, files);
        } catch (JsonProcessingException e) {
            throw new UserError(unreadable(name, "it is no JSON"), CURE, e);
        }
    }

    /**
     * Configuration and weights: safetensors if there are any, otherwise files of {@code torch.save}.
     *
     * @throws UserError if there are no weights, or it is not clear which they are
     */
    List<Blob> needed(HubName name) {
        List<Blob> chosen = new ArrayList<>(named(file -> CONFIGURATION.contains(file)));
        List<Blob> weights = WEIGHTS.stream()
                .map(pattern -> named(pattern.asMatchPredicate()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElseGet(() -> named(LONE.asMatchPredicate()));
        boolean parts = weights.stream().anyMatch(file -> file.name().endsWith(".index.json"));
        if (weights.isEmpty() || (weights.size() > 1 && !parts)) {
            throw new UserError(
                    name + (weights.isEmpty() ? " has no weights that can be read" : " has several files of weights")
                            + ": " + files.stream().map(Blob::name).toList() + ".",
                    "Get the file that you want with a browser, and name it as the checkpoint.");
        }
        chosen.addAll(weights);
        return chosen;
    }

    private List<Blob> named(Predicate<String> wanted) {
        return files.stream().filter(file -> wanted.test(file.name())).toList();
    }

    private static String unreadable(HubName name, String why) {
        return "What the Hub says of " + name + " cannot be read: " + why + ".";
    }
}
