/** Label inventories, which convert characters, phones and classes to numbers and back. */
@NullMarked
package org.speechbench.tasks.text;

import org.jspecify.annotations.NullMarked;
