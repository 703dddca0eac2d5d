/**
 * FitHuBERT (Lee et al., 2022), a thin and deep student of HuBERT, and ARMHuBERT (Jang et al., 2023), its successor;
 * independent of other models.
 */
@NullMarked
package org.speechbench.upstream.fithubert;

import org.jspecify.annotations.NullMarked;
