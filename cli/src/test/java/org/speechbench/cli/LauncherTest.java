package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Home;

/** The launcher in a folder of its own with a space in its name, and the classes of this test for a build. */
@Timeout(300)
class LauncherTest {
    private static final Path SHELL = Path.of("/bin/bash");
    private static final String CLASSES = "classes-%s.jsa";
    private static final int NATIVE_ACCESS = 22;
    private static final int DENIED = 24;

    @TempDir
    Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "there is no " + SHELL);
        folder = Files.createDirectory(parent.resolve("a folder"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.copy(root().resolve("speechbench"), folder.resolve("speechbench"), StandardCopyOption.COPY_ATTRIBUTES);
        Path lib = Files.createDirectories(folder.resolve("cli/target/app/default/lib"));
        Files.createDirectories(folder.resolve("cli/src/main"));
        writeJar(lib);
        Path stamp = Files.writeString(folder.resolve("cli/target/app/default/built"), "");
        Files.setLastModifiedTime(stamp, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        // An empty archive of classes: none is tried, since that takes seconds.
        Files.createFile(stamp.resolveSibling(CLASSES.formatted(System.getProperty("java.version"))));
    }

    private static void writeJar(Path lib) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream out = Files.newOutputStream(lib.resolve("all.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    /** In place of the tree of sources, what an archive has: libraries in lib, and no pom.xml. */
    private void unpackArchive() throws IOException {
        Files.delete(folder.resolve("pom.xml"));
        writeJar(Files.createDirectory(folder.resolve("lib")));
    }

    @Test
    void an_archive_is_started_and_never_built() throws Exception {
        unpackArchive();
        fakeJava();
        Files.delete(folder.resolve("cli/target/app/default/built"));
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "PATH", onlyNeeded());
        Result result = shell(java, "\"$1\"/speechbench x 'a b' 'c*' ''");
        assertThat(result.output())
                .contains("-Dspeechbench.home=" + folder + " ")
                .contains("-cp " + folder + "/lib/*:")
                .contains(":" + folder + "/plugins/* ")
                .endsWith(" x a b c* \n");
        assertThat(result.status()).isZero();
        for (String variable : List.of("SPEECHBENCH_PROFILE", "SPEECHBENCH_WITH")) {
            Map<String, String> built = new HashMap<>(java);
            built.put(variable, "onnx");
            Result refused = shell(built, "\"$1\"/speechbench x");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.output()).hasLineCount(1).contains(variable, "archive");
        }
        Result without = shell(Map.of("JAVA_HOME", "", "PATH", onlyNeeded()), "\"$1\"/speechbench x");
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.output())
                .contains("a Java runtime of version 17 or later is needed")
                .doesNotContain("maven");
    }

    @Test
    void an_archive_lists_what_there_is() throws Exception {
        unpackArchive();
        Result result = shell(Map.of(), "cd /; \"$1\"/speechbench list tasks");
        assertThat(result.output()).contains("asr", "sid");
        assertThat(result.status()).isZero();
    }

    /** A search path with the programs that the launcher cannot do without, and neither java nor mvn. */
    private String onlyNeeded() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("needed"));
        for (String program : List.of("bash", "dirname", "env", "mv", "rm", "sed")) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            if (!Files.exists(bin.resolve(program))) {
                Files.createSymbolicLink(bin.resolve(program), found);
            }
        }
        return bin.toString();
    }

    @Test
    void names_are_utf_8_where_the_locale_is_not() throws Exception {
        assumeTrue(shell(Map.of(), "locale -a | grep -qiE '^C\\.utf-?8$'").status() == 0, "there is no C.UTF-8");
        Result result = shell(
                Map.of("LC_ALL", "C"),
                """
                cd "$1"; name=$'\\xc3\\xbc'
                printf 'a YES\\n' > "$name.txt"
                ./speechbench score --metric wer "$name.txt" "$name.txt"
                """);
        assertThat(result.output()).contains("0.00 %");
        assertThat(result.status()).isZero();
        Result written = shell(
                Map.of("LC_ALL", "C"),
                """
                cd "$1"; name=$'\\xc3\\xbc'
                ./speechbench score --metric wer "no-$name.txt" && exit 9
                ./speechbench score --metric wer "no-$name.txt" 2>&1 | grep -q "no-$name.txt"
                """);
        assertThat(written.status()).as(written.output()).isZero();
    }

    @Test
    void a_locale_that_is_utf_8_is_left_alone() throws Exception {
        assumeTrue(shell(Map.of(), "locale -a | grep -qiE '^C\\.utf-?8$'").status() == 0, "there is no C.UTF-8");
        fakeJava();
        Map<String, String> utf8 = Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "LC_CTYPE", "C.UTF-8");
        assertThat(shell(utf8, "unset LC_ALL; \"$1\"/speechbench x").output()).contains("LC_ALL=unset");
        Map<String, String> ascii = Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "LC_ALL", "POSIX");
        assertThat(shell(ascii, "\"$1\"/speechbench x").output()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void both_launchers_give_java_leave_to_load_native_code() throws Exception {
        String options = "--enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow";
        fakeJava();
        assertThat(shell(Map.of("JAVA_HOME", folder.resolve("jdk").toString()), "\"$1\"/speechbench x")
                        .output())
                .contains(options);
        assertThat(Files.readString(root().resolve("speechbench.cmd"))).contains("\"%JAVA%\" " + options);
    }

    @Test
    void the_newest_jdk_says_nothing_and_starts_where_native_code_is_denied() throws Exception {
        Optional<Jdk> found = newest();
        assumeTrue(found.isPresent(), "no JDK of version 22 or later in JAVA_HOME or /usr/lib/jvm");
        Jdk jdk = found.orElseThrow();
        String deny = jdk.version() >= DENIED ? "--illegal-native-access=deny" : "";
        Result result = shell(
                Map.of("JAVA_HOME", jdk.home().toString(), "SPEECHBENCH_JAVA_OPTS", deny),
                """
                one="$(find "%s/corpora/synthetic/audio" -name '*.flac' | sort | head -1)"
                "$1"/speechbench encode fbank --in "$one" --out "$1/states"
                """
                        .formatted(root()));
        assertThat(result.output()).doesNotContain("WARNING").contains("1 encoded");
        assertThat(result.status()).isZero();
    }

    @Test
    void a_module_that_is_asked_for_is_built_once_and_stays_on_the_class_path() throws Exception {
        fakeJava();
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path maven = Files.writeString(
                bin.resolve("mvn"),
                """
                #!/bin/bash
                echo "mvn $*"
                case "$*" in
                  *"-pl cli,onnx -am"*) mkdir -p "%s/onnx/target/plugin" ;;
                esac
                """
                        .formatted(folder));
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Map<String, String> plain = Map.of(
                "JAVA_HOME",
                folder.resolve("jdk").toString(),
                "PATH",
                bin + File.pathSeparator + System.getenv("PATH"));
        Map<String, String> asked = new HashMap<>(plain);
        asked.put("SPEECHBENCH_WITH", "onnx");
        String run = "\"$1\"/speechbench x";

        assertThat(shell(plain, run).output()).doesNotContain("mvn ");
        assertThat(shell(asked, run).output()).contains("-pl cli,onnx -am", folder + "/onnx/target/plugin/*:");
        assertThat(shell(asked, run).output()).doesNotContain("mvn ");
        assertThat(shell(plain, run).output()).doesNotContain("mvn ").contains(folder + "/onnx/target/plugin/*:");
        Files.delete(folder.resolve("cli/target/app/default/built"));
        assertThat(shell(plain, run).output()).contains("-pl cli,onnx -am");

        asked.put("SPEECHBENCH_WITH", "onxx");
        Result wrong = shell(asked, run);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.output()).hasLineCount(1).contains("SPEECHBENCH_WITH is 'onxx'", "onnx");
    }

    @Test
    void classes_of_short_commands_are_archived_once() throws Exception {
        fakeJava();
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        Path archive = folder.resolve("cli/target/app/default").resolve(CLASSES.formatted("25"));
        String run = "\"$1\"/speechbench x";

        assertThat(shell(java, run).output()).contains("-XX:SharedArchiveFile=" + archive + " ");
        assertThat(archive).hasContent("org.speechbench.cli.ShortCommands");
        Files.writeString(archive, "kept");
        assertThat(shell(java, run).output()).contains("-XX:SharedArchiveFile=" + archive + " ");
        assertThat(archive).hasContent("kept");
    }

    @Test
    void a_java_that_cannot_archive_classes_is_asked_once() throws Exception {
        fakeJava();
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString(), "CANNOT_ARCHIVE", "true");
        Path archive = folder.resolve("cli/target/app/default").resolve(CLASSES.formatted("25"));
        String run = "\"$1\"/speechbench x";

        assertThat(shell(java, run).output())
                .doesNotContain("SharedArchiveFile")
                .contains(" x");
        assertThat(archive).isEmptyFile();
        assertThat(shell(java, run).status()).isZero();
        assertThat(folder.resolve("cli/target/app/default")).isDirectoryNotContaining("glob:**.jsa.*");
    }

    @Test
    void the_version_of_java_is_read_without_starting_it() throws Exception {
        fakeJava();
        Map<String, String> java = Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        Path release = Files.writeString(folder.resolve("jdk/release"), "OS_NAME=\"Linux\"\nJAVA_VERSION=\"11.0.2\"\n");
        Result old = shell(java, "\"$1\"/speechbench x");
        assertThat(old.output()).contains("of version 17 or later (found 11.0.2) is needed");
        assertThat(old.status()).isEqualTo(2);
        Files.writeString(release, "JAVA_VERSION=\"17.0.9\"\n");
        assertThat(shell(java, "\"$1\"/speechbench x").output()).contains(CLASSES.formatted("17.0.9"));
    }

    @Test
    void an_engine_for_cuda_is_told_where_the_runtime_of_its_version_is() throws Exception {
        fakeJava();
        for (String set : List.of("cu118", "cu124")) {
            Path app = Files.createDirectories(folder.resolve("cli/target/app").resolve(set));
            Path stamp = Files.writeString(app.resolve("built"), "");
            Files.setLastModifiedTime(stamp, FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        }
        Path runtime = Files.createDirectories(folder.resolve("my cuda/lib64"));
        Files.writeString(runtime.resolve("libcudart.so.12"), "");
        Map<String, String> plain = Map.of(
                "JAVA_HOME",
                folder.resolve("jdk").toString(),
                "CUDA_HOME",
                folder.resolve("my cuda").toString());
        String option = " -Djna.library.path=" + runtime + " ";
        String run = "\"$1\"/speechbench x";
        assertThat(shell(plain, run).output()).doesNotContain("jna.library.path");
        Map<String, String> cuda = new HashMap<>(plain);
        cuda.put("SPEECHBENCH_PROFILE", "cu124");
        assertThat(shell(cuda, run).output()).contains(option);
        cuda.put("SPEECHBENCH_JAVA_OPTS", "-Djna.library.path=/mine");
        assertThat(shell(cuda, run).output())
                .contains("-Djna.library.path=/mine ")
                .doesNotContain(option);
        cuda.remove("SPEECHBENCH_JAVA_OPTS");
        cuda.put("SPEECHBENCH_PROFILE", "cu118");
        assertThat(shell(cuda, run).output()).doesNotContain(option);
        Map<String, String> installed = new HashMap<>(plain);
        installed.put("PYTORCH_FLAVOR", "cu128");
        assertThat(shell(installed, run).output()).contains(option);
    }

    private record Jdk(Path home, int version) {}

    private static Optional<Jdk> newest() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Optional.ofNullable(System.getenv("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        Path usual = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(usual)) {
            try (Stream<Path> all = Files.list(usual)) {
                all.forEach(homes::add);
            }
        }
        return homes.stream()
                .map(home -> new Jdk(home, version(home)))
                .filter(jdk -> jdk.version() >= NATIVE_ACCESS)
                .max(Comparator.comparingInt(Jdk::version));
    }

    private static int version(Path home) {
        try {
            Matcher m = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(home.resolve("release")));
            return m.find() && Files.isExecutable(home.resolve("bin/java")) ? Integer.parseInt(m.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Tells what it was started with. */
    private void fakeJava() throws IOException {
        Path java = folder.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                java,
                """
                #!/bin/bash
                case "$1" in
                  -XshowSettings*) echo "    java.specification.version = 25" >&2 ;;
                  -XX:ArchiveClassesAtExit=*)
                    [ -z "${CANNOT_ARCHIVE:-}" ] || exit 1
                    printf %s "${@: -1}" >"${1#*=}"
                    ;;
                  *) echo "LC_ALL=${LC_ALL:-unset} $*" ;;
                esac
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int status, String output) {}

    /** Runs lines of bash; {@code $1} is the folder of the launcher. */
    private Result shell(Map<String, String> environment, String lines) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(SHELL.toString(), "-c", lines, "bash", folder.toString()).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static Path root() {
        return Home.find().root();
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }
}
