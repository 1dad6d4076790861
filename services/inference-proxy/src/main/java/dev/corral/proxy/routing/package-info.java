/// Chooses the replica for a request, one class per policy.
@NullMarked
package dev.corral.proxy.routing;

import org.jspecify.annotations.NullMarked;
