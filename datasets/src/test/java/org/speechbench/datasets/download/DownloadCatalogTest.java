package org.speechbench.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.speechbench.core.testing.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.speechbench.core.spi.NamedServices;
import org.speechbench.datasets.layout.CorpusLayout;

class DownloadCatalogTest {
    private final DownloadCatalog catalog = DownloadCatalog.official();

    @Test
    void a_corpus_is_all_its_parts_and_a_part_is_one() {
        assertThat(catalog.downloads("librispeech")).hasSize(7);
        assertThat(catalog.downloads("librispeech/dev-clean"))
                .extracting(Download::file)
                .containsExactly("dev-clean.tar.gz");
    }

    @Test
    void a_corpus_that_must_be_asked_for_says_where_and_how_it_must_lie() {
        assertRefused(
                () -> catalog.downloads("voxceleb1"),
                "form",
                "https://www.robots.ox.ac.uk",
                "VoxCeleb1/iden_split.txt");
    }

    @Test
    void an_unknown_corpus_or_part_names_those_that_are_there() {
        assertRefused(() -> catalog.downloads("librispech"), "librispech", "librispeech", "fsdd");
        assertRefused(() -> catalog.downloads("librispeech/dev"), "librispeech/dev-clean");
    }

    @Test
    void what_layouts_read_is_unpacked_to_where_they_look() {
        NamedServices<CorpusLayout> layouts =
                NamedServices.load(CorpusLayout.class, DownloadCatalogTest.class.getClassLoader());
        Set<String> sources = new HashSet<>();
        for (CorpusSource source : catalog.sources()) {
            sources.add(source.name());
            if (source instanceof CorpusSource.Free free && layouts.names().contains(free.name())) {
                List<String> folders = layouts.get(free.name()).folders();
                assertThat(free.parts()).anySatisfy(p -> assertThat(folders)
                        .contains(p.unpacked().folder()));
            }
        }
        assertThat(sources).containsAll(layouts.names());
    }

    @Test
    void files_have_names_of_their_own_and_hold_something_below_their_folder() {
        Set<String> files = new HashSet<>();
        for (CorpusSource source : catalog.sources()) {
            if (source instanceof CorpusSource.Free free) {
                for (Download part : free.parts()) {
                    assertThat(files.add(part.file())).as(part.file()).isTrue();
                    assertThat(Path.of(part.unpacked().holds())
                                    .startsWith(part.unpacked().folder()))
                            .as(part.unpacked().holds())
                            .isTrue();
                    assertThat(part.unpacked().holds())
                            .isNotEqualTo(part.unpacked().folder());
                }
            }
        }
    }

    @Test
    void a_checksum_that_is_not_whole_is_refused() {
        assertRefused(() -> Checksum.sha256("abc123"), "64 hexadecimal digits");
    }
}
