/// The signing keys that survive restarts, and the tokens in Cognito's shape that they sign.
@NullMarked
package dev.corral.local.identity.key;

import org.jspecify.annotations.NullMarked;
