package org.speechbench.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speechbench.core.testing.Refusal.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Home;
import org.speechbench.core.UserError;

/** Whatever an experiment file holds, it is an experiment or a {@link UserError}. */
class MalformedExperimentTest {
    private static final int LEVELS = 1000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "'title: x\n\tseed: 1'#TAB",
                "'title: x\nseed 1\ndata: synthetic'#could not find expected ':'",
                "'tasks: { a: { task: er }'#expected ',' or '}'",
                "'tasks: [ a, b'#expected ',' or ']'",
                "'title: \"x'#found unexpected end of stream",
                "'title: @x'#found character '@' that cannot start any token",
                "'title: x\ntitle: y'#Duplicate field 'title'"
            })
    void a_syntax_error_says_what_is_wrong_and_where(String text, String cause) {
        assertRefused(() -> parse(text), cause, "x.yaml line ");
    }

    @Test
    void a_syntax_error_is_in_the_line_that_holds_it() {
        assertThatThrownBy(() -> parse("title: x\nupstreams:\n\tfbank: { provider: fbank }\n"))
                .hasMessageStartingWith("x.yaml line 3: while scanning");
    }

    @Test
    void a_pre_training_that_is_not_there_is_named_with_the_nearest() {
        String pretrain =
                "pretrain: { base: { provider: hubert, size: test, manifest: m.tsv, steps: 1, targets: { clusters: 8 }"
                        + " } }\n";
        assertRefused(
                () -> parse(pretrain + "upstreams: { u: { pretrained: bsae } }"),
                "wants pretrained 'bsae', which is not there",
                "Did you mean 'base'?");
        assertRefused(
                () -> parse(pretrain + "finetune: { f: { from: bsae, task: pr, manifests: [m.tsv], steps: 1 } }"),
                "begins with 'bsae', which is not there",
                "Did you mean 'base'?");
    }

    @Test
    void a_preset_that_is_none_lists_those_there_are_and_the_nearest() {
        assertThatThrownBy(() -> parse("tasks: { er: { task: er, manifest: m.tsv, preset: suprb } }"))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.oneLine())
                        .contains("x.yaml line 1, tasks.er.preset: got 'suprb', wanted one of superb, quick.")
                        .contains("Did you mean 'superb'?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: many|integer",
                "limit: 1.5|integer",
                "tasks: { er: { task: er, manifest: m.tsv, normalize: perhaps } }|true or false",
                "tasks: { er: { task: er, manifest: m.tsv, learning_rates: [fast] } }|number",
                "tasks: { er: { task: er, manifest: m.tsv, learning_rates: { a: 3 } } }|number",
                "tasks: 3|section of keys and values",
                "title: [a]|text"
            })
    void a_value_of_the_wrong_type_says_what_is_wanted_in_words(String text, String wanted) {
        assertRefused(() -> parse(text), "wanted " + wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "a: [", "{a: ", "- ", "? ", "[}", "&a [*a, ", "!!map ["})
    void a_thousand_open_levels_are_an_error_on_one_line(String level) {
        assertThatThrownBy(() -> parse(level.repeat(LEVELS)))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.oneLine()).hasSizeLessThan(500));
    }

    @Test
    void a_thousand_closed_levels_are_an_error_too() {
        for (String text : List.of(
                "title: " + "[".repeat(LEVELS) + "]".repeat(LEVELS),
                "title: " + "{a: ".repeat(LEVELS) + "1" + "}".repeat(LEVELS),
                "[".repeat(400) + "]".repeat(400))) {
            assertRefused(() -> parse(text));
        }
        assertRefused(() -> new ConfigReader().parse("x.yaml", "title: x", List.of("title=" + "[".repeat(LEVELS))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "~", "3", "x", "[]", "---", "--- a\n--- b", "# only a comment", "\ufeff", "\u0000"})
    void what_is_no_mapping_is_an_error(String text) {
        assertRefused(() -> parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"real-small.yaml", "speed-ladder.yaml", "hubert-base-published.yaml"})
    void any_value_anywhere_is_read_or_explained(String name) throws IOException {
        ObjectNode whole = Yaml.mapping(Files.readString(Home.find().experiment(name)), name);
        List<String> places = new ArrayList<>();
        collect(whole, "", places);
        for (String place : places) {
            for (String value :
                    List.of("null", "[]", "{}", "[null]", "3", "-1", "x", "''", "{a: null}", "[[]]", "true")) {
                ObjectNode changed = whole.deepCopy();
                replace(changed, place, Yaml.value(value));
                try {
                    parse(Yaml.write(changed));
                } catch (UserError e) {
                    assertThat(e.oneLine()).as(place + " = " + value).doesNotContain("null.", "problem:", "Exception");
                }
            }
        }
    }

    private static void collect(JsonNode node, String at, List<String> places) {
        if (!at.isEmpty()) {
            places.add(at);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(e -> collect(e.getValue(), at + "/" + e.getKey(), places));
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            collect(array.get(0), at + "/0", places);
        }
    }

    private static void replace(ObjectNode tree, String place, JsonNode value) {
        int last = place.lastIndexOf('/');
        JsonNode parent = tree.at(place.substring(0, last));
        if (parent instanceof ObjectNode object) {
            object.set(place.substring(last + 1), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(place.substring(last + 1)), value);
        }
    }

    private static void parse(String text) {
        new ConfigReader().parse("x.yaml", text, List.of());
    }
}
