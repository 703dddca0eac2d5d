package org.speechbench.reports;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.speechbench.reports.history.History;
import org.speechbench.reports.html.Element;
import org.speechbench.reports.html.Page;
import org.speechbench.reports.svg.Marks;
import org.speechbench.reports.svg.Palette;

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
        Palette palette = palette(data, history);
        List<Section> sections = List.of(
                new SummarySection(data).build(),
                new ScoreTable(data).section(),
                new CostSection(data, palette).build(),
                StudentTable.of(data).section(palette),
                new SpeedSection(data, palette).build(),
                new CurveSection(data, palette).build(),
                new FinetuneTable(data.rows()).section(),
                new RateSection(data).build(),
                new LayerSection(data).build(),
                new ConfusionSection(data).build(),
                new ExampleSection(data).build(),
                new HistorySection(history, palette).build(),
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
                .render(title, Element.of("body").add(skip(), header(eyebrow, title), contents, main, footer(footer)));
    }

    /** The colours of all labels of the page. */
    private static Palette palette(ReportData data, History history) {
        Set<String> labels = new LinkedHashSet<>(data.labels());
        history.runs().forEach(run -> run.rows().forEach(row -> labels.add(row.upstream())));
        return Palette.of(labels);
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

    private static Element footer(String text) {
        return Element.of("footer")
                .add(
                        Element.of("p", text),
                        Element.of("p", "Parts that are closed on the screen are not on paper.")
                                .css("paper"));
    }

    /** The name, colour and mark of each series of a chart. */
    static Element legend(Palette palette, Collection<String> upstreams) {
        Element legend = Element.of("ul").css("legend");
        for (String upstream : upstreams) {
            legend.add(Element.of("li").add(Marks.key(palette.number(upstream)), Element.of("span", upstream)));
        }
        return legend;
    }
}
