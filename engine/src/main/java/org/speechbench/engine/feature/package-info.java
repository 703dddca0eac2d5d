/** Kaldi's filter banks and MFCCs on the device, and the normalisation of inputs. */
@NullMarked
package org.speechbench.engine.feature;

import org.jspecify.annotations.NullMarked;
