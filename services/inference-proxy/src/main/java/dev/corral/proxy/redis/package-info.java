/// Limits that are exact across replicas, counted in Redis; used only where it is configured.
@NullMarked
package dev.corral.proxy.redis;

import org.jspecify.annotations.NullMarked;
