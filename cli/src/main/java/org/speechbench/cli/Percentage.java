package org.speechbench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share, written {@code 5%} or {@code 0.05}. */
record Percentage(double share) {
    static final class Converter implements ITypeConverter<Percentage> {
        @Override
        public Percentage convert(String text) {
            try {
                return new Percentage(
                        text.endsWith("%")
                                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                                : Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no share; wanted for example 5% or 0.05");
            }
        }
    }
}
