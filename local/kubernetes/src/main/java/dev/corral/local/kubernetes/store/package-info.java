/// Objects with their revisions, kept in memory and in an append-only journal, and the events of
/// their changes.
@NullMarked
package dev.corral.local.kubernetes.store;

import org.jspecify.annotations.NullMarked;
