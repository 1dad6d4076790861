/// The OpenID Connect endpoints and the login page, on Vert.x; Nimbus parses and writes the
/// protocol.
@NullMarked
package dev.corral.local.identity.endpoint;

import org.jspecify.annotations.NullMarked;
