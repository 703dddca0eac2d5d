package org.speechbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Home;

/** The pages for readers: links lead somewhere, the map has every page, and every command is described. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("(https?|mailto):.*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

    private final Path root = Home.find().root();

    @Test
    void links_of_the_documentation_lead_to_files_and_headings() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(CODE.matcher(prose(page)).replaceAll("code"));
            while (links.find()) {
                if (!ELSEWHERE.matcher(links.group(1)).matches() && !leadsSomewhere(page, links.group(1))) {
                    broken.add(root.relativize(page) + ": " + links.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void the_map_has_every_page() throws IOException {
        String map = Files.readString(root.resolve("docs/README.md"));
        try (Stream<Path> files = Files.list(root.resolve("docs"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(map).contains("](" + name + ")"));
        }
    }

    @Test
    void every_command_is_described() throws IOException {
        String commands = Files.readString(root.resolve("docs/commands.md"));
        assertThat(Main.commandLine(new Shell().console()).getSubcommands().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(commands).containsPattern("\\| `speechbench " + name + "\\b"));
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("docs"), root.resolve("docs/adr"), root.resolve("docs/lab"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        pages.add(root.resolve("experiments/README.md"));
        pages.add(root.resolve("bench/baselines/README.md"));
        return pages;
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int mark = link.indexOf('#');
        String file = mark < 0 ? link : link.substring(0, mark);
        Path target = file.isEmpty() ? page : page.resolveSibling(file);
        return Files.exists(target) && (mark < 0 || anchors(target).contains(link.substring(mark + 1)));
    }

    /** As GitHub makes them from headings: lower case, hyphens for spaces, and nothing else but letters and digits. */
    private static Set<String> anchors(Path page) throws IOException {
        return HEADING.matcher(prose(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The page without blocks of code, whose comments look like headings. */
    private static String prose(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }
}
