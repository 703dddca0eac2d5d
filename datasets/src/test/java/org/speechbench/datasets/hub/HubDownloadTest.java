package org.speechbench.datasets.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.download.DownloadSettings;

class HubDownloadTest {
    private static final byte[] CONFIG = "{\"model_type\":\"hubert\"}".getBytes(StandardCharsets.US_ASCII);
    private static final HubName NAME = HubName.of("some/model").orElseThrow();

    private final byte[] weights = new byte[100_000];
    private final Map<String, String> environment = new HashMap<>();
    private HubServer hub;

    @TempDir
    Path home;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(weights);
        hub = new HubServer().with("config.json", CONFIG);
        environment.put("HF_ENDPOINT", hub.endpoint().toString());
        environment.put("HF_HOME", home.toString());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void configuration_and_weights_come_in_the_layout_of_the_hubs_own_tools() throws IOException {
        hub.with("model.safetensors", weights)
                .with("pytorch_model.bin", weights)
                .with("README.md", CONFIG)
                .with("training_args.bin", weights);
        Path folder = get();
        Path repository = home.resolve("hub/models--some--model");
        assertThat(folder).isEqualTo(repository.resolve("snapshots/" + HubServer.COMMIT));
        assertThat(names(folder)).containsExactlyInAnyOrder("config.json", "model.safetensors");
        assertThat(folder.resolve("model.safetensors"))
                .hasBinaryContent(weights)
                .isSymbolicLink();
        assertThat(Files.readSymbolicLink(folder.resolve("model.safetensors")))
                .isEqualTo(Path.of("../../blobs", HubServer.sha256(weights)));
        assertThat(repository.resolve("blobs/" + HubServer.git(CONFIG))).hasBinaryContent(CONFIG);
        assertThat(repository.resolve("refs/main")).hasContent(HubServer.COMMIT);
        assertThat(names(repository))
                .contains("blobs", "refs", "snapshots")
                .noneMatch(name -> name.contains("listing"));
    }

    @Test
    void what_is_there_is_not_downloaded_again_and_is_found_without_a_network() {
        hub.with("model.safetensors", weights);
        Path folder = get();
        int before = hub.requests().size();
        assertThat(get()).isEqualTo(folder);
        assertThat(hub.requests()).hasSize(before + 1).last().asString().contains("/api/models/");
        hub.close();
        environment.put("HF_HUB_OFFLINE", "1");
        assertThat(get()).isEqualTo(folder);
        HubCache cache = new HubCache(home.resolve("hub"));
        assertThat(cache.resolve(Path.of("some/model"))).isEqualTo(folder);
        assertThat(cache.resolve(Path.of("some/model@" + HubServer.COMMIT))).isEqualTo(folder);
    }

    @Test
    void parts_come_with_their_index() throws IOException {
        hub.with("model.safetensors.index.json", CONFIG)
                .with("model-00001-of-00002.safetensors", weights)
                .with("model-00002-of-00002.safetensors", CONFIG)
                .with("pytorch_model.bin", weights);
        assertThat(names(get()))
                .containsExactlyInAnyOrder(
                        "config.json",
                        "model.safetensors.index.json",
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors");
    }

    @Test
    void a_token_is_sent_to_the_hub_and_to_no_other_host() throws IOException {
        hub.with("model.safetensors", weights);
        hub.gated = true;
        assertError(this::get, "is refused (HTTP 401)", "HF_TOKEN");
        Files.writeString(home.resolve("token"), HubServer.TOKEN + "\n");
        get();
        assertThat(hub.requests())
                .contains("/cdn/model.safetensors")
                .noneMatch(r -> r.startsWith("/cdn") && r.contains("+"));
        assertThat(hub.requests().get(1)).endsWith("+token");
    }

    @Test
    void a_transfer_that_breaks_goes_on_where_it_ended() {
        hub.with("model.safetensors", weights);
        hub.cut = 40_000;
        assertThat(get().resolve("model.safetensors")).hasBinaryContent(weights);
        assertThat(hub.requests()).contains("/cdn/model.safetensors bytes=40000-");
    }

    @Test
    void another_content_than_the_listing_promises_is_not_kept() {
        hub.with("model.safetensors", weights);
        hub.changed = true;
        assertError(this::get, "SHA-256", "nothing of it is kept");
        assertThat(new HubCache(home.resolve("hub")).find(NAME))
                .as("no revision points to it")
                .isEmpty();
        hub.changed = false;
        assertThat(get().resolve("model.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void what_the_hub_does_not_have_is_one_line_with_a_cure() {
        hub.with("a.pt", weights).with("b.pt", weights);
        assertError(this::get, "several files of weights", "a.pt, b.pt");
        assertError(() -> download().get(HubName.of("some/other").orElseThrow()), "is not there (HTTP 404)");
        environment.put("HF_HUB_OFFLINE", "yes");
        assertError(this::get, "HF_HUB_OFFLINE forbids");
        assertError(() -> new HubCache(home).resolve(Path.of("some/model")), "speechbench checkpoint get some/model");
        environment.put("HF_ENDPOINT", "huggingface");
        assertError(this::get, "HF_ENDPOINT is 'huggingface'");
    }

    @Test
    void a_lone_file_of_weights_needs_no_configuration() throws IOException {
        try (HubServer lone = new HubServer().with("WavLM-Base.pt", weights)) {
            environment.put("HF_ENDPOINT", lone.endpoint() + "/");
            assertThat(names(get())).containsExactly("WavLM-Base.pt");
        }
    }

    @Test
    void only_names_of_models_are_names() {
        assertThat(HubName.of("facebook/hubert-base-ls960@a.1"))
                .contains(new HubName("facebook/hubert-base-ls960", "a.1"));
        assertThat(List.of("a/b/c", "/a/b", "./b", "a/../b", "a", "a/b@", "a/..", "a/b.. "))
                .allSatisfy(text -> assertThat(HubName.of(text)).as(text).isEmpty());
    }

    private Path get() {
        return download().get(NAME);
    }

    private HubDownload download() {
        return new HubDownload(
                HubSettings.of(environment, home.resolve("nobody")),
                new DownloadSettings(false, Duration.ofSeconds(20), time -> {}, folder -> Long.MAX_VALUE),
                Progress.silent());
    }

    private static void assertError(ThrowingCallable call, String... says) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                .contains(says));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
