package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.AtomicFiles;

/** The page of a leaderboard in a real browser. */
@EnabledIf(value = Chromium.INSTALLED, disabledReason = Chromium.MISSING)
class BoardBrowserTest {
    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Path page;

    @BeforeAll
    static void render() {
        chromium = Chromium.start();
        page = folder.resolve("leaderboard.html");
        Board board = Board.of("Leaderboard", List.of(BoardTest.several()), List.of());
        AtomicFiles.write(page, board.render(ReportFormat.HTML));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void axe_finds_nothing_serious_and_nothing_is_logged_or_loaded() {
        assertThat(Chromium.serious(chromium.open(page, 1280, ColorScheme.LIGHT, true)))
                .isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void the_page_fits_its_screen(int width) {
        Page open = chromium.open(page, width, ColorScheme.LIGHT, true);
        assertThat(open.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0);
    }
}
