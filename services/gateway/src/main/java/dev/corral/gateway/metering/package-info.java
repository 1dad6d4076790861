/// The gateway's narrow view of the metrics service: the fields it reads and the calls it makes.
@NullMarked
package dev.corral.gateway.metering;

import org.jspecify.annotations.NullMarked;
