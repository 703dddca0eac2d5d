package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speechbench.core.UserError;
import org.speechbench.core.spi.Named;
import org.speechbench.core.spi.NamedServices;

/** Plug-ins in jars that throw whatever can be thrown, and return nothing. */
public class PluginGuardTest {
    @TempDir
    Path folder;

    private Path jar = Path.of("");
    private URLClassLoader loader = new URLClassLoader(new URL[0]);

    /** An interface for plug-ins. */
    public interface Maker extends Named {
        String make(String kind);

        @Nullable
        String maybe();

        List<String> many(boolean withNull);

        Made made();

        default String usual() {
            return "usual";
        }
    }

    /** What a plug-in makes. */
    public interface Made {
        int size();
    }

    private static String maker(String name, String extra) {
        return "implements org.speechbench.cli.PluginGuardTest.Maker {" + extra
                + " public String name() { return " + name + "; }"
                + " public String make(String kind) {"
                + "   switch (kind) {"
                + "     case \"null\": return null;"
                + "     case \"runtime\": throw new IllegalStateException(\"two\\nlines\");"
                + "     case \"linkage\": throw new NoClassDefFoundError(\"com/example/Gone\");"
                + "     case \"assertion\": throw new AssertionError(\"no\");"
                + "     case \"deep\": return make(kind);"
                + "     case \"user\": throw new org.speechbench.core.UserError(\"Bad.\", \"Mend it.\");"
                + "     case \"sneaky\": Maker" + "Sneak.<RuntimeException>rethrow(new java.io.IOException(\"io\"));"
                + "     default: return kind; } }"
                + " public String maybe() { return null; }"
                + " public java.util.List<String> many(boolean n) {"
                + "   return java.util.Arrays.asList(\"a\", n ? null : \"b\"); }"
                + " public org.speechbench.cli.PluginGuardTest.Made made() { return () -> 1 / 0; } }";
    }

    @BeforeEach
    void build() throws IOException {
        Map<String, String> bodies = new HashMap<>();
        bodies.put("Good", maker("\"good\"", ""));
        bodies.put("NoName", maker("null", ""));
        bodies.put("Statics", maker("\"statics\"", " static int x = 1 / Integer.parseInt(\"0\");"));
        bodies.put("Lacking", maker("\"lacking\"", " Helper h = new Helper();"));
        bodies.put("Helper", "{}");
        bodies.put(
                "MakerSneak", "{ static <T extends Throwable> void rethrow(Throwable t) throws T { throw (T) t; } }");
        jar = PluginJar.write(
                folder.resolve("makers.jar"),
                Maker.class,
                List.of("com.example.Good", "com.example.NoName", "com.example.Statics", "com.example.Lacking"),
                bodies,
                "Helper");
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        loader.close();
    }

    private NamedServices<Maker> services() {
        return NamedServices.load(Maker.class, loader);
    }

    @Test
    void what_does_not_load_is_left_out_by_the_name_of_its_jar_and_class() {
        NamedServices<Maker> services = services();
        assertThat(services.names()).containsExactly("good");
        assertThat(services.problems())
                .hasSize(3)
                .allMatch(p -> p.contains("makers.jar"))
                .anyMatch(p -> p.contains("com.example.NoName") && p.contains("null"))
                .anyMatch(p -> p.contains("com.example.Statics") && p.contains("by zero"))
                .anyMatch(p -> p.contains("com.example.Lacking") && p.contains("Helper"));
    }

    @ParameterizedTest
    @CsvSource({
        "null, it returned null",
        "runtime, IllegalStateException: two lines",
        "linkage, NoClassDefFoundError: com/example/Gone",
        "assertion, AssertionError: no",
        "deep, StackOverflowError",
        "sneaky, IOException: io",
    })
    void what_a_plug_in_throws_is_one_line_that_names_jar_class_and_method(String kind, String reason) {
        Maker good = services().get("good");
        assertThatThrownBy(() -> good.make(kind)).isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                .contains("makers.jar", "com.example.Good", "make", reason)
                .doesNotContain("\n"));
    }

    @Test
    void an_error_that_a_plug_in_means_for_the_user_is_passed_on() {
        Maker good = services().get("good");
        assertThatThrownBy(() -> good.make("user"))
                .isInstanceOf(UserError.class)
                .hasMessage("Bad.");
    }

    @Test
    void what_is_promised_is_passed_on_and_null_where_null_may_be() {
        Maker good = services().get("good");
        assertThat(good.make("x")).isEqualTo("x");
        assertThat(good.maybe()).isNull();
        assertThat(good.usual()).isEqualTo("usual");
        assertThat(good.many(false)).containsExactly("a", "b");
        assertThat(good).isEqualTo(good).hasSameHashCodeAs(good);
    }

    @Test
    void a_list_with_null_in_it_is_named() {
        Maker good = services().get("good");
        assertThatThrownBy(() -> good.many(true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("many")
                .hasMessageContaining("makers.jar");
    }

    @Test
    void what_a_plug_in_makes_is_guarded_too() {
        Made made = services().get("good").made();
        assertThatThrownBy(made::size)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("makers.jar")
                .hasMessageContaining("by zero");
    }
}
