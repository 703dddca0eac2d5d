package org.speechbench.reports.svg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final List<String> USUAL =
            List.of("fbank", "hubert", "hubert_random", "fast_hubert", "fast_hubert_random", "wavlm", "wav2vec2");

    @Test
    void a_usual_label_has_the_same_colour_on_every_page() {
        Palette all = Palette.of(USUAL);
        for (String label : USUAL) {
            assertThat(Palette.of(List.of(label)).number(label)).as(label).isEqualTo(all.number(label));
        }
    }

    @Test
    void the_order_of_labels_does_not_matter() {
        List<String> labels = new ArrayList<>(labels(20));
        Palette before = Palette.of(labels);
        Collections.reverse(labels);
        assertThat(Palette.of(labels)).isEqualTo(before);
    }

    @Test
    void up_to_seven_labels_never_share_a_colour() {
        for (int from = 0; from < 100; from++) {
            List<String> labels = labels(100 + from).subList(from, from + 7);
            Palette palette = Palette.of(labels);
            assertThat(labels.stream().map(label -> Marks.css(palette.number(label))))
                    .as("%s", labels)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void up_to_42_labels_differ_in_colour_or_mark() {
        Palette palette = Palette.of(labels(42));
        assertThat(palette.numbers().values()).doesNotHaveDuplicates().allMatch(number -> number < 42);
        assertThat(Palette.of(labels(60)).numbers()).hasSize(60);
    }

    private static List<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "upstream_" + i).toList();
    }
}
