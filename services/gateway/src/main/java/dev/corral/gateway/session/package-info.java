/// Who is calling: people by their issuer's access tokens, services by their cluster's
/// service-account tokens.
@NullMarked
package dev.corral.gateway.session;

import org.jspecify.annotations.NullMarked;
