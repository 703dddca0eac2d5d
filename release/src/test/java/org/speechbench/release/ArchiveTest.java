package org.speechbench.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.core.Digests;

/** What is in the archives, read without unpacking them. */
class ArchiveTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PACKAGE = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+)(?:\\?(.*))?");
    private static final Pattern CLASSIFIER = Pattern.compile("classifier=([^&]+)");
    private static final String NATIVES = "pytorch-native-cpu";
    /** Beside a tree of sources only. */
    private static final Pattern SOURCES = Pattern.compile("CONTRIBUTING\\.md|pom\\.xml|[a-z]+/src/.*");

    @ParameterizedTest
    @EnumSource
    void it_has_a_launcher_documents_data_and_a_folder_for_plug_ins(Platform platform) throws IOException {
        Archive archive = platform.archive();

        assertThat(archive.names())
                .contains(
                        "speechbench",
                        "speechbench.cmd",
                        "plugins/README.md",
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "CHANGELOG.md",
                        "SECURITY.md",
                        "docs/release.md",
                        "experiments/demo.yaml",
                        "experiments/demo-reduced.yaml",
                        "examples/plugin/pom.xml",
                        "scripts/export-model.py")
                .noneMatch(name -> name.matches("(.*/)?(target|\\.git|__pycache__|src/main/java/org)/.*"));
        assertThat(archive.text("speechbench"))
                .startsWith("#!/usr/bin/env bash\n")
                .doesNotContain("\r");
        assertThat(archive.executables()).isEqualTo(platform == Platform.WINDOWS ? Set.of() : Set.of("speechbench"));
        assertThat(archive.text("speechbench.cmd").split("\n", -1))
                .filteredOn(line -> !line.isEmpty())
                .allMatch(line -> line.endsWith("\r"));
    }

    @ParameterizedTest
    @EnumSource
    void it_has_every_module_and_the_natives_of_its_own_platform(Platform platform) throws IOException {
        Set<String> jars = platform.archive().in("lib");

        for (String module :
                List.of("core", "datasets", "engine", "upstream", "tasks", "downstream", "reports", "bench", "cli")) {
            assertThat(jars).contains("speechbench-" + module + "-" + Archive.version() + ".jar");
        }
        assertThat(jars)
                .filteredOn(jar -> jar.startsWith("pytorch-native"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(NATIVES)
                .endsWith(platform.classifier() + ".jar");
        assertThat(jars).noneMatch(jar -> jar.matches("(junit|assertj|speechbench-(testing|onnx)).*|.*-tests\\.jar"));
    }

    @ParameterizedTest
    @EnumSource
    void its_jars_are_those_of_the_bill_of_materials(Platform platform) throws IOException {
        Archive archive = platform.archive();
        Set<String> listed = new TreeSet<>();
        for (JsonNode component :
                new ObjectMapper().readTree(archive.text("sbom.json")).get("components")) {
            String jar = jar(component.get("purl").asText());
            boolean elsewhere = jar.startsWith(NATIVES) && !jar.endsWith(platform.classifier() + ".jar");
            if (!elsewhere) {
                listed.add(jar);
            }
            assertThat(component.get("licenses")).as(jar).isNotEmpty();
            assertThat(component.get("hashes")).as(jar).isNotEmpty();
        }
        Set<String> delivered = new TreeSet<>(archive.in("lib"));
        delivered.addAll(Archive.ofOnnx().names());

        assertThat(listed).isEqualTo(delivered);
    }

    @ParameterizedTest
    @EnumSource
    void every_library_is_listed_with_its_licence(Platform platform) throws IOException {
        Archive archive = platform.archive();
        List<String> lines = archive.text("THIRD-PARTY.txt").lines().toList();

        for (String jar : archive.in("lib")) {
            if (!jar.startsWith("speechbench-")) {
                int at = lines.indexOf(lines.stream()
                        .filter(line ->
                                jar.startsWith(line.replaceFirst("^[^ ]*:", "").replace(' ', '-')))
                        .filter(line -> line.contains(":"))
                        .findFirst()
                        .orElse("none"));
                assertThat(at).as(jar).isNotNegative();
                assertThat(lines.get(at + 1)).as(jar).matches("  \\S.*").doesNotContain("Unknown");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_bundled_corpus_is_whole(Platform platform) throws IOException {
        Archive archive = platform.archive();
        String corpus = "corpora/synthetic/";

        assertThat(archive.text(corpus + "SHA256SUMS").lines()).isNotEmpty().allSatisfy(line -> {
            String[] sum = line.split(" +", 2);
            assertThat(Digests.sha256(archive.bytes(corpus + sum[1])))
                    .as(sum[1])
                    .isEqualTo(sum[0]);
        });
    }

    @ParameterizedTest
    @EnumSource
    void links_of_its_documents_lead_to_files_that_it_has(Platform platform) throws IOException {
        Archive archive = platform.archive();
        Set<String> lost = new TreeSet<>();
        for (String document : archive.names()) {
            if (document.endsWith(".md") && !document.startsWith("docs/lab/") && !document.startsWith("docs/adr/")) {
                for (String target : targets(archive.text(document))) {
                    Path folder = Path.of("/", document).getParent();
                    String file = Path.of("/")
                            .relativize(folder.resolve(target).normalize())
                            .toString();
                    boolean there = archive.names().contains(file)
                            || archive.names().stream().anyMatch(name -> name.startsWith(file + "/"));
                    if (!there && !SOURCES.matcher(file).matches()) {
                        lost.add(document + " to " + target);
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void commands_are_completed_and_the_revision_is_recorded(Platform platform) throws IOException {
        Archive archive = platform.archive();

        assertThat(archive.text("completion")).contains("pretrain", "fast_hubert", "--precision");
        assertThat(archive.text("REVISION").strip()).matches("([0-9a-f]{40}(-dirty)?)?");
    }

    private static List<String> targets(String markdown) {
        return LINK.matcher(markdown).results().map(match -> match.group(1)).toList();
    }

    /** The name of the file in Maven's repository of a package URL. */
    private static String jar(String purl) {
        MatchResult found = PACKAGE.matcher(purl).results().findFirst().orElseThrow();
        String qualifiers = found.group(4) == null ? "" : found.group(4);
        String classifier = CLASSIFIER
                .matcher(qualifiers)
                .results()
                .map(match -> "-" + match.group(1))
                .collect(Collectors.joining());
        return found.group(2) + "-" + found.group(3) + classifier + ".jar";
    }
}
