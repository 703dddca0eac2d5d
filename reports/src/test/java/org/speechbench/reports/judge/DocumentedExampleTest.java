package org.speechbench.reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.speechbench.core.Home;
import org.speechbench.core.TextLines;
import org.speechbench.core.statistics.Estimate;
import org.speechbench.core.statistics.Units;

/** The example of docs/statistics.md is invented, but the judge would say the same of its differences and their errors. */
class DocumentedExampleTest {
    private static final Units SPEAKERS = new Units("speakers", 12, 12, false);

    @Test
    void the_judge_says_of_the_example_what_the_documentation_prints() {
        String page =
                TextLines.text(Home.find().root().resolve("docs/statistics.md")).replaceAll(" +", " ");
        List<Finding> findings = Judge.answers(List.of(question(12.40, 0.7574), question(-1.80, 0.9235)));
        assertThat(page).contains(line(findings.get(0), "3 x 1"), line(findings.get(1), "1 x 3"));
    }

    /** A question about three trainings; fewer errors are a gain. */
    private static Question question(double gained, double error) {
        return new Question(new Estimate(gained, error, 0, 2, SPEAKERS), 3, Scope.RECIPE, 0, "");
    }

    private static String line(Finding finding, String seeds) {
        return String.format(
                Locale.ROOT,
                "%+.2f [%+.2f, %+.2f] %.4f %s %s %s, %s %.2f\n",
                -finding.estimate().value(),
                -finding.interval().high(),
                -finding.interval().low(),
                finding.p(),
                seeds,
                SPEAKERS.words(),
                finding.verdict().words(),
                finding.question().scope().words(),
                finding.detectable());
    }
}
