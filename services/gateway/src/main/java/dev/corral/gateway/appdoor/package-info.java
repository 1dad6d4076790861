/// The door to apps: carries people's traffic to `{app}.apps.<domain>`, and lets nobody in but its
/// owner and the groups it is shared with.
@NullMarked
package dev.corral.gateway.appdoor;

import org.jspecify.annotations.NullMarked;
