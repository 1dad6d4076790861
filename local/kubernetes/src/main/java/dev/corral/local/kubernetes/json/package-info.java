/// Reading, writing and building the JSON trees that every object is kept as.
@NullMarked
package dev.corral.local.kubernetes.json;

import org.jspecify.annotations.NullMarked;
