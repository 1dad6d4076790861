/// Who may ask for what: clients, single-use codes and rotating refresh tokens.
@NullMarked
package dev.corral.local.identity.grant;

import org.jspecify.annotations.NullMarked;
