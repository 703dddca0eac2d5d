package org.speechbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole page of a fixed run, byte by byte. After a change that is meant, renew it and look at the difference:
 * {@code mvn -pl reports -am test -Dtest=GoldenReportTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dspeechbench.golden=renew}.
 */
class GoldenReportTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "report.html");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab"})
    void the_page_is_the_golden_one_in_every_locale(String tag) throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            String page = page();
            if ("renew".equals(System.getProperty("speechbench.golden"))) {
                Files.createDirectories(GOLDEN.getParent());
                Files.writeString(GOLDEN, page);
            }
            assertThat(page).isEqualTo(Files.readString(GOLDEN));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_page_has_no_time_and_no_path_of_the_machine() {
        assertThat(page()).doesNotContain(folder.toString());
    }

    private String page() {
        Path run = folder.resolve("real-small");
        if (!Files.exists(run)) {
            FullRun.write(run);
        }
        return HtmlReport.render(ReportReader.read(List.of(run)), SampleHistory.of(6));
    }
}
