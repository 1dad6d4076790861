/// The HTTP face: paths, discovery, lists, tables, watches over chunked HTTP and WebSocket.
@NullMarked
package dev.corral.local.kubernetes.api;

import org.jspecify.annotations.NullMarked;
