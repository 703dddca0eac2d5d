package org.speechbench.cli;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.speechbench.reports.compare.Delta;
import org.speechbench.reports.compare.Deltas;
import org.speechbench.reports.compare.RegressionVerdict;

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
            long failures =
                    deltas.deltas().stream().filter(c -> c.verdict().fails()).count();
            xml.writeAttribute("failures", Long.toString(failures));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Integer.toString(deltas.of(RegressionVerdict.NEW).size()
                            + deltas.of(RegressionVerdict.UNDECIDED).size()));
            for (Delta delta : deltas.deltas()) {
                testCase(xml, delta);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a string can always be written", e);
        }
        return text + "\n";
    }

    private static void testCase(XMLStreamWriter xml, Delta delta) throws XMLStreamException {
        DeltaCells cells = new DeltaCells(delta);
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", "speechbench.compare." + delta.row().kind().id());
        xml.writeAttribute("name", clean(cells.what()));
        if (delta.verdict() == RegressionVerdict.NEW) {
            xml.writeEmptyElement("skipped");
        } else if (delta.verdict() == RegressionVerdict.UNDECIDED) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", clean("undecided: " + cells.gained()));
        } else if (delta.verdict().fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", delta.verdict().id());
            xml.writeAttribute(
                    "message",
                    clean(delta.verdict().id() + ": " + cells.baseline() + " to " + cells.current() + ", "
                            + cells.gained()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Most control characters cannot be represented in XML. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
