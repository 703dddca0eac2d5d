package org.speechbench.upstream.exported;

/**
 * What to do about a file of some format, in whole sentences.
 *
 * @param contract if it does not take or return what is wanted
 * @param evaluation if it is random
 * @param anyLength if it takes waves of some lengths only
 */
public record ExportAdvice(String contract, String evaluation, String anyLength) {}
