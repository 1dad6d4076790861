/// Turns a GPU pool into Karpenter's objects and reads from the cluster how its ladder is climbed.
@NullMarked
package dev.corral.dispatcher.pool;

import org.jspecify.annotations.NullMarked;
