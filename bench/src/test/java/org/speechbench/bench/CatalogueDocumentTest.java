package org.speechbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.speechbench.core.Home;
import org.speechbench.engine.Precision;
import org.speechbench.reports.html.Numbers;
import org.speechbench.tasks.Task;
import org.speechbench.upstream.UpstreamCard;
import org.speechbench.upstream.UpstreamProvider;
import org.speechbench.upstream.UpstreamSpec;

/** The tables of docs/catalogue.md against cards and tasks. */
class CatalogueDocumentTest {
    private static final Services SERVICES = Services.load();
    private static final String TEST_SIZE = "test";
    private static final int NAME = 1;
    private static final int SIZES = 2;

    static Stream<Arguments> sizes() {
        return SERVICES.upstreams().all().stream().flatMap(provider -> provider.sizes().stream()
                .filter(size -> !size.equals(TEST_SIZE))
                .map(size -> Arguments.of(provider.name(), size)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void a_size_has_the_figures_of_its_card(String provider, String size) throws IOException {
        UpstreamCard card = SERVICES.upstreams().describe(UpstreamSpec.of(provider, size, 1, Precision.BF16));
        String figures = String.format(
                "| %d x %d | %s | %s | %s |",
                card.layers() - 1,
                card.hiddenSize(),
                parameters(card.cost().parameters()),
                Numbers.fixed(card.frameRate(), 0),
                operations(card.cost().gigaFlopsPerSecond()));
        assertThat(rowsOf(provider))
                .filteredOn(row -> row.split("\\|")[SIZES].contains("`" + size + "`"))
                .singleElement()
                .asString()
                .endsWith(figures);
    }

    @Test
    void every_upstream_and_task_has_a_row() throws IOException {
        String page = page();
        assertThat(SERVICES.upstreams().all().stream().map(UpstreamProvider::name))
                .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
        assertThat(SERVICES.tasks().all().stream().map(Task::name))
                .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "`: "));
    }

    private static String parameters(long number) {
        return number < 1e9 ? Numbers.significant(number / 1e6, 3) + " M" : Numbers.significant(number / 1e9, 3) + " G";
    }

    private static String operations(double giga) {
        return Numbers.fixed(giga, giga < 100 ? 1 : 0);
    }

    /** The rows of an upstream, whose name is in the first of them only. */
    private static List<String> rowsOf(String provider) throws IOException {
        List<String> rows = new ArrayList<>();
        boolean own = false;
        for (String line : page().lines().toList()) {
            String[] cells = line.split("\\|");
            String name = cells.length > SIZES ? cells[NAME].strip() : "none";
            own = name.isEmpty() ? own : name.equals("`" + provider + "`");
            if (own) {
                rows.add(line);
            }
        }
        return rows;
    }

    private static String page() throws IOException {
        return Files.readString(Home.find().root().resolve("docs/catalogue.md"));
    }
}
