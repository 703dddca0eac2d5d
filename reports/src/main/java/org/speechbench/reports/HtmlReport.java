package org.speechbench.reports;

import java.util.List;
import org.speechbench.reports.history.History;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Page;
import org.speechbench.reports.svg.Marks;

/**
 * The report as one HTML page that loads nothing: charts are SVG drawn here, scripts only sort and filter
 * tables, show tooltips and switch between light and dark. The same data always give the same page, in every locale.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** The whole document. */
    public static String render(ReportData data) {
        return render(data, History.none());
    }

    /** The whole document, including figures over revisions. */
    public static String render(ReportData data, History history) {
        List<Section> sections = List.of(
                new SummarySection(data).build(),
                new ScoreTable(data).section(),
                new CostSection(data).build(),
                new SpeedSection(data).build(),
                new CurveSection(data).build(),
                new FinetuneTable(data.rows()).section(),
                new RateSection(data).build(),
                new LayerSection(data).build(),
                new ConfusionSection(data).build(),
                new ExampleSection(data).build(),
                new HistorySection(history, data).build(),
                new ProvenanceSection(data).build());
        String names =
                String.join(", ", data.runs().stream().map(ReportData.Run::name).toList());
        return page("speechbench report", data.title(), sections, "Written from the files of " + names + ".");
    }

    /**
     * A whole document.
     *
     * @param eyebrow what it is, above the title
     * @param sections those without a body are left out
     */
    static String page(String eyebrow, String title, List<Section> sections, String footer) {
        Element contents = Element.of("nav").with("aria-label", "Contents");
        Element main = Element.of("main").with("id", "top").with("tabindex", "-1");
        sections.stream().filter(section -> !section.isEmpty()).forEach(section -> {
            contents.add(section.link());
            main.add(section.build());
        });
        return new Page()
                .render(
                        title,
                        Element.of("body")
                                .add(
                                        skip(),
                                        header(eyebrow, title),
                                        contents,
                                        main,
                                        Element.of("footer").add(Element.of("p", footer))));
    }

    /** The first element that is reached with the keyboard. */
    private static Element skip() {
        return Element.of("a", "Skip to the results").css("skip").with("href", "#top");
    }

    private static Element header(String eyebrow, String title) {
        return Element.of("header")
                .add(
                        Element.of("div").add(Element.of("p", eyebrow).css("eyebrow"), Element.of("h1", title)),
                        Element.of("button", "Light / dark")
                                .with("type", "button")
                                .with("id", "theme")
                                .with("hidden", "hidden"));
    }

    /** The name, colour and mark of each series of a chart. */
    static Element legend(ReportData data, List<String> upstreams) {
        Element legend = Element.of("ul").css("legend");
        for (String upstream : upstreams) {
            legend.add(Element.of("li").add(Marks.key(data.series(upstream)), Element.of("span", upstream)));
        }
        return legend;
    }
}
