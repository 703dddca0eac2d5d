package org.speechbench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An HTML or SVG element under construction. Text and attribute values are escaped when rendered, so data can never
 * become markup; attributes keep the order in which they were first set.
 */
public final class Element {
    private static final Set<String> VOID = Set.of("meta", "br", "col", "wbr");
    /** Elements after which a line break does not change the page and makes its source readable. */
    private static final Set<String> BLOCK = Set.of(("html head body main header footer section div p h1 h2 h3 h4 audio"
                    + " ul li dl dd table caption thead tbody tr details summary svg g meta title style script figure"
                    + " figcaption nav pre path line rect")
            .split(" "));

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    /** An empty element; the name comes from code, never from data. */
    public static Element of(String name) {
        return new Element(name);
    }

    /** An element with a text. */
    public static Element of(String name, String text) {
        return new Element(name).text(text);
    }

    /** Sets an attribute. */
    public Element with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /** Sets the class attribute. */
    public Element css(String classes) {
        return with("class", classes);
    }

    public Element text(String text) {
        children.add(new Text(escape(text)));
        return this;
    }

    /** Adds text with labels, whose long ones are broken after an underscore rather than anywhere. */
    public Element label(String text) {
        String[] parts = text.split("(?<=_)(?=[^_])");
        text(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            add(of("wbr")).text(parts[i]);
        }
        return this;
    }

    public Element add(Element... added) {
        return addAll(List.of(added));
    }

    public Element addAll(List<Element> added) {
        children.addAll(added);
        return this;
    }

    /** Adds text that is not escaped: a style sheet or script of speechbench itself. */
    Element code(String code) {
        children.add(new Text(code));
        return this;
    }

    /** The element as markup. */
    public String render() {
        StringBuilder out = new StringBuilder();
        render(out);
        return out.toString();
    }

    private void render(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((key, value) ->
                out.append(' ').append(key).append("=\"").append(escape(value)).append('"'));
        out.append('>');
        for (Object child : children) {
            if (child instanceof Element element) {
                element.render(out);
            } else if (child instanceof Text text) {
                out.append(text.escaped());
            }
        }
        if (!VOID.contains(name)) {
            out.append("</").append(name).append('>');
        }
        if (BLOCK.contains(name)) {
            out.append('\n');
        }
    }

    /** Text escaped for elements and quoted attributes. Control characters that HTML forbids become U+FFFD. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(forbidden(c) ? '\uFFFD' : c);
            }
        }
        return out.toString();
    }

    private static boolean forbidden(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
    }

    private record Text(String escaped) {}
}
