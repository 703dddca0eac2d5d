package org.speechbench.reports.history;

/**
 * Why figures jumped.
 *
 * @param date the first day of the change, ISO 8601
 * @param figures part of the names of the figures that it is about; empty for all
 * @param note for people
 */
public record KnownChange(String date, String figures, String note) {
    /** Whether a figure of that name jumped with it. */
    public boolean isAbout(String figure) {
        return figure.contains(figures);
    }
}
