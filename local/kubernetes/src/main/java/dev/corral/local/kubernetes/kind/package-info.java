/// Which kinds of object exist: the built-in ones and those that CustomResourceDefinitions add
/// while running.
@NullMarked
package dev.corral.local.kubernetes.kind;

import org.jspecify.annotations.NullMarked;
