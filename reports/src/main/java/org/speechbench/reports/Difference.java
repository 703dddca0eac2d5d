package org.speechbench.reports;

/**
 * Whether an upstream differs from the best of a column.
 *
 * @param upstream label
 * @param significant whether it does, by a test
 * @param words what was found, for people
 */
public record Difference(TaskColumn column, String upstream, boolean significant, String words) {}
