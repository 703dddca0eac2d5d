package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.Home;

/** The files for CI systems in {@code docs/ci.md}. */
@Timeout(60)
class WorkflowsTest {
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final Path SHELL = Path.of("/bin/bash");
    private static final String COMMIT = "c0ffee".repeat(6) + "c0ff";

    @TempDir
    Path folder;

    private List<JsonNode> files = List.of();

    @BeforeEach
    void read() throws IOException {
        String page = Files.readString(Home.find().root().resolve("docs/ci.md"));
        YAMLMapper yaml = new YAMLMapper();
        files = YAML.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("^```yaml|```$", ""))
                .map(text -> tree(yaml, text))
                .toList();
    }

    private static JsonNode tree(YAMLMapper yaml, String text) {
        try {
            return yaml.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private JsonNode workflow(String name) {
        return files.stream()
                .filter(file -> file.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> steps(JsonNode job) {
        return StreamSupport.stream(job.path("steps").spliterator(), false).toList();
    }

    @Test
    void the_second_workflow_waits_for_the_first_and_takes_what_it_leaves() {
        JsonNode first = workflow("pull request");
        JsonNode second = workflow("comment");
        assertThat(first.path("on").asText()).isEqualTo("pull_request");
        assertThat(second.path("on").path("workflow_run").path("workflows"))
                .singleElement()
                .isEqualTo(first.path("name"));

        assertThat(steps(first.path("jobs").path("compare"))).anySatisfy(step -> {
            assertThat(step.path("uses").asText()).startsWith("actions/upload-artifact@");
            assertThat(step.path("with").path("name").asText()).isEqualTo("comment");
        });
        JsonNode fetch = steps(second.path("jobs").path("comment")).get(0);
        assertThat(fetch.path("uses").asText()).startsWith("actions/download-artifact@");
        assertThat(fetch.path("with").path("name").asText()).isEqualTo("comment");
        assertThat(fetch.path("with").path("run-id").asText()).isEqualTo("${{ github.event.workflow_run.id }}");
    }

    @Test
    void what_runs_the_code_of_a_fork_cannot_write_and_what_can_write_runs_none() {
        JsonNode first = workflow("pull request");
        assertThat(first.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(first.path("jobs")).allSatisfy(job -> {
            assertThat(job.has("permissions")).isFalse();
            assertThat(steps(job)
                            .get(0)
                            .path("with")
                            .path("persist-credentials")
                            .isBoolean())
                    .isTrue();
            assertThat(job.toString()).doesNotContain("github.token", "secrets");
        });
        assertThat(steps(first.path("jobs").path("test")))
                .anySatisfy(step -> assertThat(step.path("run").asText()).isEqualTo("mvn -B verify"));

        JsonNode second = workflow("comment");
        assertThat(second.path("permissions").isEmpty()).isTrue();
        assertThat(steps(second.path("jobs").path("comment")))
                .allSatisfy(step -> assertThat(step.path("uses").asText()).doesNotContain("checkout"));
    }

    @Test
    void no_script_has_an_expression_that_a_fork_could_fill_with_code() {
        for (JsonNode file : files) {
            file.path("jobs").forEach(job -> steps(job)
                    .forEach(step -> assertThat(step.path("run").asText()).doesNotContain("${{")));
        }
    }

    @Test
    void the_comment_is_posted_below_the_pull_request_of_the_commit_that_was_measured() throws Exception {
        Result posted = post("12\n", COMMIT);
        assertThat(posted.output()).contains("pr comment 12 --body-file body.md");
        assertThat(posted.status()).isZero();
        assertThat(folder.resolve("body.md"))
                .hasContent("Measured by the code of this pull request, at " + COMMIT + ".\n\n## equal\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12; echo x", "-1", "0", "12 13", "$(id)", "1234567890", "12\n13"})
    void an_artifact_that_names_no_pull_request_posts_nothing(String number) throws Exception {
        Result refused = post(number, COMMIT);
        assertThat(refused.output()).isEqualTo("the artifact names no pull request\n");
        assertThat(refused.status()).isEqualTo(1);
    }

    @Test
    void an_artifact_that_names_the_pull_request_of_somebody_else_posts_nothing() throws Exception {
        Result refused = post("12", "0".repeat(40));
        assertThat(refused.output())
                .contains("12 is not the pull request of " + COMMIT)
                .doesNotContain("pr comment");
        assertThat(refused.status()).isEqualTo(1);
    }

    private record Result(int status, String output) {}

    /** Runs the script as GitHub does, with a program in place of {@code gh}. */
    private Result post(String number, String headOfPullRequest) throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "there is no " + SHELL);
        String script = steps(workflow("comment").path("jobs").path("comment"))
                .get(1)
                .path("run")
                .asText();
        Path comment = Files.createDirectory(folder.resolve("comment"));
        Files.writeString(comment.resolve("number"), number);
        Files.writeString(comment.resolve("comment.md"), "## equal\n");
        String gh = "gh() { if [ \"$2\" = view ]; then echo " + headOfPullRequest + "; else echo \"$*\"; fi; }\n";
        ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), "-e", "-c", gh + script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("COMMIT", COMMIT));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
