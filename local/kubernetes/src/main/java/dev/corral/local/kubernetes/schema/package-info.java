/// Structural schemas of custom resources: pruning, defaulting, validation and CEL rules.
@NullMarked
package dev.corral.local.kubernetes.schema;

import org.jspecify.annotations.NullMarked;
