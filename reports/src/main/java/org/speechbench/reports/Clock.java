package org.speechbench.reports;

/**
 * The unit of an axis of time.
 *
 * @param axis name of the unit
 * @param seconds in one of it
 */
record Clock(String axis, double seconds) {
    /** The unit for times up to the longest one. */
    static Clock of(double longestSeconds) {
        if (longestSeconds < 300) {
            return new Clock("seconds", 1);
        }
        return longestSeconds < 3 * 3600 ? new Clock("minutes", 60) : new Clock("hours", 3600);
    }
}
