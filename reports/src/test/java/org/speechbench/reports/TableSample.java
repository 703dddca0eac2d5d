package org.speechbench.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.result.Metric;
import org.speechbench.core.result.Metric.Direction;
import org.speechbench.core.result.Metrics;
import org.speechbench.core.result.ResultRow;
import org.speechbench.core.result.RowKind;
import org.speechbench.core.result.TrainingEvent;

/** A small report in which there is one of everything that the tables for other programs have to show. */
final class TableSample {
    /** Everything that one of the formats would take for markup. */
    static final String AWKWARD = "a|b *c* `d` <e>&f \"g\", 5 % $h$ {i} ~j^ \\k #l @m [n](o)\np";

    private static final Metric SLOTS = new Metric("slot_type_f1", "F1", "%", Direction.HIGHER_IS_BETTER);
    private static final Metric VALUES = new Metric("slot_value_cer", "CER", "%", Direction.LOWER_IS_BETTER);

    private TableSample() {}

    static ReportData data() {
        Map<String, List<TrainingEvent>> curves =
                new TreeMap<>(Map.of("hubert", Sample.curves().get("hubert").subList(0, 4)));
        ReportData.Run run = new ReportData.Run(
                "tables", "Tables & \"formats\" <b>", Sample.provenance(), "title: tables\nseed: 1337\n", rows());
        ReportData data = Sample.data(
                List.of(run),
                rows(),
                curves,
                Map.of("hubert", Sample.pretrainings().get("hubert")),
                List.of(),
                List.of("tables/results.csv: the last line is torn and was left out."));
        ResultRow hubert = pr("hubert").of(31.74, 1, "quick");
        return data.judged(new Standings(List.of(
                Compared.of(pr("fbank").of(48.21, 1, "quick"), hubert, 8, 2),
                Compared.of(pr(AWKWARD).usingLabels(33.02), hubert, 8, 9))));
    }

    private static Sample.Row pr(String upstream) {
        return Sample.score(upstream, upstream.equals("fbank") ? "none" : "pretrained", "pr", Sample.PER);
    }

    private static List<ResultRow> rows() {
        List<ResultRow> rows = new ArrayList<>();
        rows.add(pr("fbank").of(48.21, 1, "quick"));
        rows.add(pr("hubert").of(31.74, 1, "quick"));
        rows.add(pr("hubert").ok(38.2, "test-other", 1e-3));
        rows.add(pr(AWKWARD).usingLabels(33.02));
        rows.add(Sample.score("hubert", "pretrained", "asr", Sample.WER).of(1234.5, 1, "quick"));
        rows.add(Sample.score(AWKWARD, "pretrained", "asr", Sample.WER).failed("loss is not finite | step_12 & 5 %"));
        rows.add(Sample.score("fbank", "none", "sf", SLOTS).of(61.25, 1, "quick"));
        rows.add(new Sample.Row(RowKind.SECONDARY, "fbank", "none", "sf", VALUES).of(44.5, 1, "quick"));
        rows.add(
                new Sample.Row(RowKind.FINETUNE, "hubert_ctc", "pretrained", "asr", Sample.WER).ok(12.5, "test", 1e-4));
        rows.addAll(Sample.pretrainings().get("hubert"));
        Sample.rows().stream().filter(row -> row.kind().isTiming()).forEach(rows::add);
        for (String label : List.of("hubert", "fast_hubert")) {
            rows.add(Sample.speed(
                    RowKind.MODULE,
                    label,
                    "attention.forward",
                    Metrics.PART_SECONDS,
                    label.equals("hubert") ? 0.716 : 0.00835,
                    0,
                    "4 x 4.0 s"));
        }
        return rows;
    }
}
