/// The local people and their passwords, with a back-off after wrong ones.
@NullMarked
package dev.corral.local.identity.user;

import org.jspecify.annotations.NullMarked;
