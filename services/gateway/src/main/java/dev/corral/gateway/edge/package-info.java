/// What every request passes first: host, path and origin checks, request ids, limits, headers, the
/// console's files.
@NullMarked
package dev.corral.gateway.edge;

import org.jspecify.annotations.NullMarked;
