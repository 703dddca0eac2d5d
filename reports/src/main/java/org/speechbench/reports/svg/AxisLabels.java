package org.speechbench.reports.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.speechbench.reports.html.Element;

/** Places the names of points so that they do not overlap. */
final class AxisLabels {
    private static final double HEIGHT = 13;
    private static final double GAP = 8;

    private final Box area;
    private final List<Box> taken = new ArrayList<>();

    /** The area in which names are placed. */
    AxisLabels(double left, double top, double right, double bottom) {
        this.area = new Box(left, top, right, bottom);
    }

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean holds(Box other) {
            return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
        }
    }

    /** Keeps the place of a point free. */
    void avoid(double x, double y) {
        taken.add(new Box(x - 4, y - 4, x + 4, y + 4));
    }

    /**
     * The name of a point at the first free place around it.
     *
     * @param always whether it is to its right if there is no free place; otherwise it is left out then
     */
    Optional<Element> beside(double x, double y, String name, boolean always) {
        double width = name.length() * Canvas.LETTER;
        List<Box> places = new ArrayList<>();
        for (double shift : List.of(0.0, -11.0, 11.0, -22.0, 22.0, -33.0, 33.0)) {
            double middle = y + shift;
            places.add(box(x + GAP, middle, width));
            places.add(box(x - GAP - width, middle, width));
            places.add(box(x - width / 2, middle + (shift < 0 ? -4 : 4), width));
        }
        Optional<Box> place = places.stream()
                .filter(box -> area.holds(box) && taken.stream().noneMatch(box::meets))
                .findFirst()
                .or(() -> always ? Optional.of(places.get(0)) : Optional.empty());
        place.ifPresent(taken::add);
        return place.map(box -> Canvas.label("spot", box.left(), box.bottom() - 2.5, name));
    }

    private static Box box(double left, double middle, double width) {
        return new Box(left, middle - HEIGHT / 2, left + width, middle + HEIGHT / 2);
    }
}
