package org.speechbench.cli;

/** Examples in help texts: lines that begin with the program's name, each of which is a valid command line. */
final class HelpExamples {
    static final String HEADING = "%nExamples:%n";

    private HelpExamples() {}
}
