package org.speechbench.datasets.hub;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * Where the Hub and its cache are, by the environment variables that its own tools read
 * (huggingface_hub, "Environment variables").
 *
 * @param endpoint address of the Hub
 * @param cache folder of the cache
 * @param token file of the token, which need not exist; {@code secret} has precedence
 * @param secret the token, if the environment states it
 * @param offline whether nothing may be downloaded
 */
public record HubSettings(URI endpoint, Path cache, Path token, Optional<String> secret, boolean offline) {
    private static final String ENDPOINT = "https://huggingface.co";
    private static final List<String> YES = List.of("1", "on", "yes", "true");

    /** The settings of this process. */
    public static HubSettings usual() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /**
     * The settings of an environment: {@code HF_ENDPOINT}, {@code HF_HOME}, {@code HF_HUB_CACHE} and its older name
     * {@code HUGGINGFACE_HUB_CACHE}, {@code XDG_CACHE_HOME}, {@code HF_TOKEN}, {@code HF_TOKEN_PATH},
     * {@code HF_HUB_OFFLINE}.
     *
     * @param user the user's home folder
     * @throws UserError if the endpoint is no address
     */
    public static HubSettings of(Map<String, String> environment, Path user) {
        Path caches = path(environment, "XDG_CACHE_HOME").orElse(user.resolve(".cache"));
        Path home = path(environment, "HF_HOME").orElse(caches.resolve("huggingface"));
        Path cache = path(environment, "HF_HUB_CACHE")
                .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE"))
                .orElse(home.resolve("hub"));
        return new HubSettings(
                endpoint(text(environment, "HF_ENDPOINT").orElse(ENDPOINT)),
                cache,
                path(environment, "HF_TOKEN_PATH").orElse(home.resolve("token")),
                text(environment, "HF_TOKEN"),
                text(environment, "HF_HUB_OFFLINE")
                        .map(value -> YES.contains(value.toLowerCase(Locale.ROOT)))
                        .orElse(false));
    }

    /** The headers of a request. */
    Map<String, String> headers() {
        return secret.or(this::kept)
                .map(word -> Map.of("Authorization", "Bearer " + word))
                .orElse(Map.of());
    }

    /** The address of something on the Hub. */
    URI at(String path) {
        return URI.create(endpoint.toString().replaceFirst("/+$", "") + "/" + path);
    }

    private Optional<String> kept() {
        return Files.isRegularFile(token)
                ? Optional.of(TextLines.text(token).strip()).filter(word -> !word.isEmpty())
                : Optional.empty();
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw badEndpoint(text);
        }
        throw badEndpoint(text);
    }

    private static UserError badEndpoint(String text) {
        return new UserError(
                "HF_ENDPOINT is '" + text + "', wanted an address.", "Give one like " + ENDPOINT + ", or unset it.");
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return text(environment, name).map(Path::of);
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
