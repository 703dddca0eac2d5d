package org.speechbench.reports.html;

/** A box for what may be wider than the screen: it is scrolled sideways, also with the keyboard, and shows that it can be. */
public final class Scrolling {
    private Scrolling() {}

    /** @param name what is in the box, for readers who do not see it */
    public static Element box(String name, Element content) {
        return Element.of("div")
                .css("scroll")
                .with("role", "region")
                .with("aria-label", name)
                .with("tabindex", "0")
                .add(content);
    }
}
