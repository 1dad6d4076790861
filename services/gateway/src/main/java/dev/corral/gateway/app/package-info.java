/// What people may do with apps, decided here and carried out by the dispatcher.
@NullMarked
package dev.corral.gateway.app;

import org.jspecify.annotations.NullMarked;
