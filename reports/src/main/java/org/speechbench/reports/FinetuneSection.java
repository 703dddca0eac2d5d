package org.speechbench.reports;

import org.speechbench.reports.table.HtmlRenderer;
import org.speechbench.reports.table.TableModel;

/** The section on the scores of upstreams that were fine-tuned as a whole. */
record FinetuneSection(ReportData data) {
    Section build() {
        Section section = new Section("finetune", "Fine-tuning");
        TableModel table = new FinetuneTable(data.rows()).table();
        return table.isEmpty()
                ? section
                : section.note("Upstreams that were trained on with CTC as a whole, weights of the best look at dev. "
                                + table.note())
                        .add(HtmlRenderer.render(table));
    }
}
