package org.speechbench.bench.run;

import org.speechbench.bench.Services;
import org.speechbench.bench.config.ExperimentConfig;

/**
 * What the stages of an experiment are planned from.
 *
 * @param earlier what is finished, which is not checked again
 */
record Planning(ExperimentConfig config, Services services, Corpora corpora, CompletedWork earlier) {}
