package org.speechbench.cli;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.speechbench.reports.compare.Change;
import org.speechbench.reports.compare.Changes;
import org.speechbench.reports.compare.Verdict;

/** A comparison as a JUnit test suite, a case each figure, for the test view of a CI. */
final class ChangesJunit {
    private ChangesJunit() {}

    static String of(Changes changes) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "speechbench compare");
            xml.writeAttribute("tests", Integer.toString(changes.changes().size()));
            long failures =
                    changes.changes().stream().filter(c -> c.verdict().fails()).count();
            xml.writeAttribute("failures", Long.toString(failures));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Integer.toString(changes.of(Verdict.NEW).size()
                            + changes.of(Verdict.UNDECIDED).size()));
            for (Change change : changes.changes()) {
                testCase(xml, change);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
        return text + "\n";
    }

    private static void testCase(XMLStreamWriter xml, Change change) throws XMLStreamException {
        ChangeCells cells = new ChangeCells(change);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "speechbench.compare." + change.row().kind().id());
        xml.writeAttribute("name", clean(cells.what()));
        if (change.verdict() == Verdict.NEW) {
            xml.writeEmptyElement("skipped");
        } else if (change.verdict() == Verdict.UNDECIDED) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", clean("undecided: " + cells.gained()));
        } else if (change.verdict().fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", change.verdict().id());
            xml.writeAttribute(
                    "message",
                    clean(change.verdict().id() + ": " + cells.baseline() + " to " + cells.current() + ", "
                            + cells.gained()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no way to say most control characters. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
