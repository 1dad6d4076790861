/// Files that only their owner reads and that change as a whole.
@NullMarked
package dev.corral.local.identity.store;

import org.jspecify.annotations.NullMarked;
