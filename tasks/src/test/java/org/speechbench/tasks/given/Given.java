package org.speechbench.tasks.given;

/** In whose package {@code RecipesTest} finds a file. */
public final class Given {
    private Given() {}
}
