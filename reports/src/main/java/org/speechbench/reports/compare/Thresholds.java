package org.speechbench.reports.compare;

import java.util.Locale;
import org.speechbench.core.UserError;

/**
 * The losses from which a figure counts as worse.
 *
 * @param regression the share of a speed or ratio that may be lost, for example 0.05
 * @param scoreLoss the loss that is allowed for a score, in its unit (points of a percentage)
 */
public record Thresholds(double regression, double scoreLoss) {
    /** The thresholds for a pull request: 5 %, one point. */
    public static final Thresholds USUAL = new Thresholds(0.05, 1);

    public Thresholds {
        if (!(regression >= 0 && regression < 1)) {
            throw new UserError(
                    "The greatest regression is " + 100 * regression + " %.", "Use 0 % to less than 100 %.");
        }
        if (!(scoreLoss >= 0) || Double.isInfinite(scoreLoss)) {
            throw new UserError("The greatest loss of a score is " + scoreLoss + ".", "Use 0 or more, in points.");
        }
    }

    /** The loss that is allowed for the logarithm of a speed or ratio. */
    public double logarithm() {
        return -Math.log1p(-regression);
    }

    /** The loss that is allowed for a speed or ratio, in words. */
    public String share() {
        return number(100 * regression) + " %";
    }

    /** The loss that is allowed for a score, in words. */
    public String points() {
        return number(scoreLoss) + (scoreLoss == 1 ? " point" : " points");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
