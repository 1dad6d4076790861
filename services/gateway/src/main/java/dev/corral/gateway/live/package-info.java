/// The dispatcher's event stream, followed once per gateway and handed to each listener who may see
/// it.
@NullMarked
package dev.corral.gateway.live;

import org.jspecify.annotations.NullMarked;
