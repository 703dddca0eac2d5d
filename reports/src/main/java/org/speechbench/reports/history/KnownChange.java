package org.speechbench.reports.history;

/**
 * A known reason for a sudden change of figures.
 *
 * @param date the first day of the change, ISO 8601
 * @param figures a part of the names of the figures that are affected; empty for all
 * @param note the explanation for the reader
 */
public record KnownChange(String date, String figures, String note) {
    /** Whether a figure with this name is affected. */
    public boolean isAbout(String figure) {
        return figure.contains(figures);
    }
}
