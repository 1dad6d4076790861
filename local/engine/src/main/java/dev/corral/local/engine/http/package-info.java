/// What both dialects share on the wire: bodies, streams, disconnects, and the server itself.
@NullMarked
package dev.corral.local.engine.http;

import org.jspecify.annotations.NullMarked;
