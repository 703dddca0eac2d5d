/**
 * What pre-training predicts: the services that describe and open targets, and what they are given. The kinds of
 * labels themselves are in {@code upstream.labels} and {@code upstream.finetune}, and in plug-ins.
 */
@NullMarked
package org.speechbench.upstream.targets;

import org.jspecify.annotations.NullMarked;
