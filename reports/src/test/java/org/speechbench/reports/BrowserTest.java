package org.speechbench.reports;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.speechbench.core.AtomicFiles;

/** The report in a real browser: what is seen, heard and reached by the keyboard, and what is not loaded. */
@EnabledIf(value = Chromium.INSTALLED, disabledReason = Chromium.MISSING)
class BrowserTest {
    /** The width of A4 between its margins, in the pixels of a style sheet. */
    private static final int PAPER = 700;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Path report;

    @BeforeAll
    static void render() {
        chromium = Chromium.start();
        Path run = FullRun.write(folder.resolve("real-small")).root();
        report = folder.resolve("report.html");
        AtomicFiles.write(report, HtmlReport.render(ReportReader.read(List.of(run)), SampleHistory.of(6)));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothing_is_logged_loaded_or_asked() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void every_section_is_seen_and_named_in_the_contents() {
        Page page = open();
        List<String> ids = List.of(
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
        for (String id : ids) {
            assertThat(page.locator("#" + id + " > h2")).isVisible();
            assertThat(page.locator("nav a[href='#" + id + "']")).hasCount(1);
        }
        assertThat(page.locator("section")).hasCount(ids.size());
    }

    @Test
    void text_that_looks_like_a_script_is_text() {
        Page page = open();
        page.locator("#utterances details").first().locator("summary").first().click();
        assertThat(page.locator("#utterances caption")
                        .filter(new Locator.FilterOptions().setHasText(FullRun.EVIL))
                        .first())
                .isVisible();
        assertThat(page.locator("#confusions svg text")
                        .filter(new Locator.FilterOptions().setHasText("<script>"))
                        .first())
                .isVisible();
    }

    @Test
    void a_figure_is_drawn_over_revisions_and_its_jump_is_explained() {
        Page page = open();
        Locator speedUps =
                page.locator("#history figure").filter(new Locator.FilterOptions().setHasText("train_step, speed-up"));
        assertThat(speedUps).hasCount(2);
        assertThat(speedUps.first().locator("path.change")).hasCount(1);
        assertThat(page.locator("#history .changes li")).containsText("convolutions are " + FullRun.EVIL + " faster");
        assertThat(page.locator("#history")).containsText("history/old: " + FullRun.EVIL + " was left out.");
    }

    @Test
    void a_recording_is_played_from_the_page() {
        Page page = open();
        page.locator("#utterances details").first().locator("summary").first().click();
        Locator player = page.locator("#utterances audio").first();
        assertThat(player).isVisible();
        Object seconds = player.evaluate("audio => new Promise((done, fail) => {"
                + " audio.onloadedmetadata = () => done(audio.duration); audio.onerror = () => fail(audio.error);"
                + " audio.preload = 'auto'; audio.load(); })");
        assertThat(((Number) seconds).doubleValue()).isBetween(0.09, 0.11);
        assertThat(page.locator("#utterances audio")).hasCount(4);
        assertThat(page.locator("#utterances").getByText("Hear it further up").first())
                .hasCount(1);
    }

    @Test
    void a_table_is_sorted_by_a_press_of_a_key_and_what_is_missing_stays_last() {
        Page page = open();
        Locator table = page.locator("#scores table").first();
        Locator button = table.locator("th button").nth(4);
        button.focus();
        page.keyboard().press("Enter");
        assertThat(table.locator("thead th").nth(4)).hasAttribute("aria-sort", "ascending");
        assertThat(firstColumn(table)).first().asString().startsWith("fast_hubert_random");
        assertThat(firstColumn(table)).last().asString().startsWith("fbank");
        page.keyboard().press("Enter");
        assertThat(firstColumn(table)).first().asString().startsWith("fast_hubert");
        assertThat(firstColumn(table)).last().asString().startsWith("fbank");
    }

    @Test
    void rows_are_filtered_by_text() {
        Page page = open();
        page.locator("#scores").getByLabel("Filter rows").first().fill("random");
        Locator rows = page.locator("#scores table").first().locator("tbody tr:visible");
        assertThat(rows).hasCount(2);
        assertThat(page.locator("#scores [role=status]").first()).hasText("2 of 5");
    }

    @Test
    void the_theme_is_switched_by_its_button() {
        Page page = open();
        Object before = background(page);
        page.getByText("Light / dark").click();
        assertThat(background(page)).isNotEqualTo(before);
    }

    @Test
    void a_tap_shows_what_a_mouse_gets_as_a_tooltip() {
        Page page = open();
        page.locator("#scores td.best").first().click();
        assertThat(page.locator(".tip")).containsText("learning rate 3e-3");
        page.keyboard().press("Escape");
        assertThat(page.locator(".tip")).isHidden();
    }

    @Test
    void the_first_stop_of_the_keyboard_skips_to_the_results() {
        Page page = open();
        page.keyboard().press("Tab");
        assertThat(page.locator("a.skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
    }

    @Test
    void without_scripts_all_is_there_but_the_extras() {
        Page page = chromium.open(report, 1280, ColorScheme.LIGHT, false);
        assertThat(page.locator("#scores table").first()).isVisible();
        assertThat(page.locator("#cost svg").first()).isVisible();
        assertThat(page.locator("#theme")).isHidden();
        assertThat(page.locator("input")).hasCount(0);
    }

    @Test
    void on_paper_there_are_no_controls() {
        Page page = open();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("nav")).isHidden();
        assertThat(page.locator("#theme")).isHidden();
        assertThat(page.locator("#scores table").first()).isVisible();
    }

    @Test
    void on_paper_nothing_is_cut_and_no_heading_is_without_content() {
        Page page = chromium.open(report, PAPER, ColorScheme.LIGHT, true);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat((List<?>) page.evaluate("() => [...document.querySelectorAll('main *')]"
                        + ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
                        + ".filter(e => !e.closest('.sr')).map(e => e.tagName + ' ' + e.textContent.slice(0, 40))"))
                .isEmpty();
        assertThat((List<?>) page.evaluate("() => [...document.querySelectorAll('h2, h3, h4')]"
                        + ".filter(h => h.checkVisibility()).filter(h => { let next = h.nextElementSibling;"
                        + " while (next && !/^H[1-4]$/.test(next.tagName) && !next.checkVisibility())"
                        + " { next = next.nextElementSibling; }"
                        + " return !next || /^H[1-4]$/.test(next.tagName); }).map(h => h.textContent)"))
                .isEmpty();
        assertThat(page.locator("#utterances")).isHidden();
    }

    @Test
    void the_text_of_charts_is_readable_on_a_telephone() {
        Page page = chromium.open(report, 360, ColorScheme.LIGHT, true);
        Object smallest = page.evaluate("() => Math.min(...[...document.querySelectorAll('svg.chart text')]"
                + ".filter(t => t.checkVisibility()).map(t => parseFloat(getComputedStyle(t).fontSize)"
                + " * t.ownerSVGElement.getScreenCTM().a))");
        assertThat(((Number) smallest).doubleValue()).isGreaterThanOrEqualTo(11);
    }

    @Test
    void a_table_that_is_wider_than_the_screen_shows_that_it_scrolls_until_its_end() {
        Page page = chromium.open(report, 360, ColorScheme.LIGHT, true);
        Locator box = page.locator("#scores .scroll").first();
        assertThat(page.locator("#scores .hint").first()).isVisible();
        assertThat(box).hasClass("scroll more");
        box.evaluate("box => box.scrollTo(box.scrollWidth, 0)");
        assertThat(box).hasClass("scroll");
        assertThat(chromium.open(report, 1280, ColorScheme.LIGHT, true)
                        .locator("#scores .hint")
                        .first())
                .isHidden();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axe_finds_nothing_serious(ColorScheme theme) {
        Page page = chromium.open(report, 1280, theme, true);
        assertThat(Chromium.serious(page)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"360,LIGHT", "360,DARK", "768,LIGHT", "768,DARK", "1280,LIGHT", "1280,DARK"})
    void the_page_fits_its_screen(int width, ColorScheme theme) {
        Page page = chromium.open(report, width, theme, true);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve(
                        "report-" + width + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png")));
        Object beyond =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).isEqualTo(0);
    }

    private static Page open() {
        return chromium.open(report, 1280, ColorScheme.LIGHT, true);
    }

    private static List<String> firstColumn(Locator table) {
        return table.locator("tbody th").allInnerTexts();
    }

    private static Object background(Page page) {
        return page.evaluate("getComputedStyle(document.body).backgroundColor");
    }
}
