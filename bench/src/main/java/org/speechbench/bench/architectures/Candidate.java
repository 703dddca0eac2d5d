package org.speechbench.bench.architectures;

import org.speechbench.upstream.supernet.Subnetwork;

/**
 * A network with what was measured of it.
 *
 * @param parameters counted as the authors of the supernet do
 * @param gmacs see {@link Cost#GMACS}
 * @param latency see {@link Cost#LATENCY}; NaN if it was not measured
 * @param distance from the supernet itself, the less the better; NaN if it was not measured
 */
public record Candidate(Subnetwork network, long parameters, double gmacs, double latency, double distance) {
    /** What it costs, in the unit of the cost. */
    public double cost(Cost cost) {
        return switch (cost) {
            case PARAMS -> parameters;
            case GMACS -> gmacs;
            case LATENCY -> latency;
        };
    }

    /** The same network with its distance. */
    Candidate at(double measured) {
        return new Candidate(network, parameters, gmacs, latency, measured);
    }
}
