package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.reports.html.Element;

/** What the whole page of a fixed run is made of. */
class PageStructureTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s[^<>]*)?)>");
    private static final Set<String> VOID = Set.of("meta", "br", "col", "wbr");

    @TempDir
    Path folder;

    private String page = "";

    @BeforeEach
    void render() {
        page = page();
    }

    private String page() {
        Path run = folder.resolve("real-small");
        if (!Files.exists(run)) {
            FullRun.write(run);
        }
        return HtmlReport.render(ReportReader.read(List.of(run)), SampleHistory.of(6));
    }

    private List<String> found(String pattern) {
        return found(pattern, page);
    }

    private static List<String> found(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1).replaceAll("<[^>]*>", "").strip());
        }
        return found;
    }

    private String table(String caption) {
        String table = page.substring(page.indexOf("<caption>" + caption));
        return table.substring(0, table.indexOf("</table>"));
    }

    @Test
    void sections_stand_in_the_order_of_the_table_of_contents() {
        List<String> ids = found("<section id=\"([^\"]*)\"");
        assertThat(ids)
                .containsExactly(
                        "summary",
                        "scores",
                        "cost",
                        "speed",
                        "pretraining",
                        "rates",
                        "layers",
                        "confusions",
                        "utterances",
                        "history",
                        "provenance");
        assertThat(found("<a href=\"#([a-z]*)\">(?=[A-Z])")).containsAll(ids);
    }

    @Test
    void every_element_is_closed_where_it_was_opened() {
        Deque<String> open = new ArrayDeque<>();
        String markup = page.replaceAll("(?s)<(script|style)([^>]*)>.*?</\\1>", "<$1$2></$1>");
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            if (!tags.group(1).isEmpty()) {
                assertThat(open.pop()).as("at %s", tags.start()).isEqualTo(tags.group(2));
            } else if (!VOID.contains(tags.group(2))) {
                open.push(tags.group(2));
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void every_table_has_a_caption_of_its_own_and_rows_as_wide_as_its_head() {
        List<String> captions = found("<table class=\"sortable[^>]*>\\s*<caption>(.*?)</caption>");
        assertThat(captions).doesNotHaveDuplicates().hasSizeGreaterThan(15);
        for (String caption : captions) {
            String[] parts = table(caption).split("<tbody>", 2);
            int width = parts[0].split("<th[ >]", -1).length - 1;
            List<String> rows = List.of(parts[1].split("<tr>")).stream().skip(1).toList();
            assertThat(rows).as(caption).isNotEmpty().allSatisfy(row -> assertThat(row.split("<t[hd][ >]", -1))
                    .hasSize(width + 1));
        }
    }

    @Test
    void the_table_of_scores_has_a_line_for_every_upstream_and_a_column_for_every_task() {
        String scores = table("Test scores");
        assertThat(found("<th scope=\"row\"[^>]*>([^<]*)", scores))
                .containsExactly("fbank", "hubert_random", "hubert", "fast_hubert_random", "fast_hubert");
        assertThat(found("<span class=\"task\">(.*?)</span>", scores))
                .containsExactly("pr_an4", "asr_an4", "sid_an4", "er");
        assertThat(found("<strong>(.*?)</strong>", scores)).hasSize(4).allMatch(best -> best.startsWith("\u2606"));
        assertThat(scores.split("class=\"num missing\"", -1)).hasSize(2);
        assertThat(found("<td class=\"num failed\" title=\"([^\"]*)\"", scores))
                .containsExactly("loss is not finite at step 12");
    }

    @Test
    void long_labels_may_be_broken_after_underscores_and_nowhere_else() {
        assertThat(Element.of("p").label("fast_hubert__2 of a_ b").render())
                .isEqualTo("<p>fast_<wbr>hubert__<wbr>2 of a_<wbr> b</p>\n");
    }

    @Test
    void the_ladder_has_a_line_for_every_step_and_the_parts_add_up() {
        assertThat(found("<th scope=\"row\">(.*?)</th>", table("Training steps")))
                .containsExactly("hubert", "fast_hubert", "hubert_cut", "hubert_folded");
        assertThat(found("data-v=\"([\\d.]*)\">25.0<", table("Where the time of a training step goes, ms")))
                .hasSize(4);
    }

    @Test
    void the_page_is_the_same_in_every_locale_and_knows_nothing_of_the_machine_that_wrote_it() {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(page()).as(tag).isEqualTo(page);
            }
        } finally {
            Locale.setDefault(before);
        }
        assertThat(page).doesNotContain(folder.toString());
    }
}
