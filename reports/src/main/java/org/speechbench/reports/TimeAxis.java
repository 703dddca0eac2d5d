package org.speechbench.reports;

/**
 * The unit of an axis of time.
 *
 * @param axis the name of the unit
 * @param seconds the number of seconds in one unit
 */
record TimeAxis(String axis, double seconds) {
    /** The unit for times up to the longest one. */
    static TimeAxis of(double longestSeconds) {
        if (longestSeconds < 300) {
            return new TimeAxis("seconds", 1);
        }
        return longestSeconds < 3 * 3600 ? new TimeAxis("minutes", 60) : new TimeAxis("hours", 3600);
    }
}
