/** The upstream {@code onnx}: models of any kind in ONNX files, computed by ONNX Runtime. */
@NullMarked
package org.speechbench.onnx;

import org.jspecify.annotations.NullMarked;
