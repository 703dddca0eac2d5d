package org.speechbench.cli;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;

/** A comparison as a JUnit test suite, with one test case per figure, for the test view of a CI system. */
final class RegressionJunit {
    private RegressionJunit() {}

    static String of(Deltas deltas) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "speechbench compare");
            xml.writeAttribute("tests", Integer.toString(deltas.deltas().size()));
            long failures = deltas.deltas().stream().filter(Delta::fails).count();
            xml.writeAttribute("failures", Long.toString(failures));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Long.toString(deltas.deltas().stream()
                            .filter(RegressionJunit::isSkipped)
                            .count()));
            for (DeltaCells cells : DeltaCells.of(deltas.deltas())) {
                testCase(xml, cells);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
        return text + "\n";
    }

    private static void testCase(XMLStreamWriter xml, DeltaCells cells) throws XMLStreamException {
        Delta delta = cells.delta();
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", "speechbench.compare." + delta.row().kind().id());
        xml.writeAttribute("name", clean(cells.what()));
        if (isSkipped(delta)) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", clean(delta.label() + ": " + cells.gained()));
        } else if (delta.fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", delta.label());
            xml.writeAttribute(
                    "message",
                    clean(delta.label() + ": " + cells.baseline() + " to " + cells.current() + ", " + cells.gained()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Whether it neither passes nor fails. */
    private static boolean isSkipped(Delta delta) {
        return delta.isOpen() || delta.presence() == Delta.Presence.NEW;
    }

    /** Most control characters cannot be represented in XML. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
