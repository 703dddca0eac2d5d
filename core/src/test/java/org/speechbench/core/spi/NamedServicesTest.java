package org.speechbench.core.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.UserError;

class NamedServicesTest {
    @TempDir
    Path folder;

    public interface ModelProvider extends Named {}

    public static final class Hubert implements ModelProvider {
        @Override
        public String name() {
            return "hubert";
        }
    }

    public static final class FastHubert implements ModelProvider {
        @Override
        public String name() {
            return "fast_hubert";
        }
    }

    public static final class OtherHubert implements ModelProvider {
        @Override
        public String name() {
            return "hubert";
        }
    }

    public static final class Shouting implements ModelProvider {
        @Override
        public String name() {
            return "HuBERT";
        }
    }

    public static final class Broken implements ModelProvider {
        public Broken() {
            throw new IllegalStateException("no native library");
        }

        @Override
        public String name() {
            return "broken";
        }
    }

    @Test
    void finds_services_sorted_by_name() throws IOException {
        NamedServices<ModelProvider> services = load(Hubert.class.getName(), FastHubert.class.getName());
        assertThat(services.names()).containsExactly("fast_hubert", "hubert");
        assertThat(services.all()).hasExactlyElementsOfTypes(FastHubert.class, Hubert.class);
        assertThat(services.get("hubert")).isInstanceOf(Hubert.class);
    }

    @Test
    void an_unknown_name_gets_a_suggestion_and_the_list() throws IOException {
        NamedServices<ModelProvider> services = load(Hubert.class.getName(), FastHubert.class.getName());
        assertThatThrownBy(() -> services.get("hubret"))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .isEqualTo("Unknown model 'hubret'. Did you mean 'hubert'? Available: fast_hubert, hubert."));
        assertThatThrownBy(() -> services.get("wav2vec"))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .isEqualTo("Unknown model 'wav2vec'. Available: fast_hubert, hubert."));
        assertThatThrownBy(() -> services.get("fast-hubert")).hasMessageContaining("'fast_hubert'");
    }

    @Test
    void without_services_none_is_available() {
        NamedServices<ModelProvider> services = NamedServices.of(ModelProvider.class, List.of());
        assertThatThrownBy(() -> services.get("hubert"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.remedy()).isEqualTo("Available: none."));
    }

    @Test
    void a_name_that_two_services_claim_is_an_error_that_names_both_and_the_others_are_there() throws IOException {
        NamedServices<ModelProvider> services =
                load(Hubert.class.getName(), OtherHubert.class.getName(), FastHubert.class.getName());
        assertRefused(() -> services.get("hubert"), "'hubert'", Hubert.class.getName(), OtherHubert.class.getName());
        assertThat(services.names()).containsExactly("fast_hubert");
        assertThat(services.problems()).singleElement().asString().contains("Two models are called 'hubert'");
    }

    @Test
    void a_name_outside_the_rule_is_left_out_with_the_reason() throws IOException {
        NamedServices<ModelProvider> services = load(Shouting.class.getName(), Hubert.class.getName());
        assertThat(services.names()).containsExactly("hubert");
        assertThat(services.problems())
                .singleElement()
                .asString()
                .contains(Shouting.class.getName())
                .contains("'HuBERT'");
    }

    @Test
    void a_service_that_fails_to_load_is_left_out_with_its_reason_which_a_search_for_it_shows() throws IOException {
        NamedServices<ModelProvider> services = load(
                Broken.class.getName(),
                "org.example.Missing",
                Hubert.class.getName(),
                NamedServicesTest.class.getName());
        assertThat(services.names()).containsExactly("hubert");
        assertThat(services.problems())
                .hasSize(3)
                .anyMatch(p -> p.contains(Broken.class.getName()) && p.contains("no native library"))
                .anyMatch(p -> p.contains("org.example.Missing") && p.contains(folder.toString()))
                .anyMatch(p -> p.endsWith("not a subtype)"));
        assertRefused(() -> services.get("broken"), "Left out", "no native library");
    }

    @Test
    void names_and_services_cannot_be_changed() throws IOException {
        NamedServices<ModelProvider> services = load(Hubert.class.getName());
        assertThatThrownBy(() -> services.names().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> services.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private NamedServices<ModelProvider> load(String... classes) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(ModelProvider.class.getName()), List.of(classes));
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
            return NamedServices.load(ModelProvider.class, loader);
        }
    }
}
