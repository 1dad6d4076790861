/// Server-side apply: who owns which field, conflicts, and the managedFields that record it.
@NullMarked
package dev.corral.local.kubernetes.apply;

import org.jspecify.annotations.NullMarked;
