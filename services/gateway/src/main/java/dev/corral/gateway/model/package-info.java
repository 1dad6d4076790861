/// What people may do with models, decided here and carried out by the dispatcher.
@NullMarked
package dev.corral.gateway.model;

import org.jspecify.annotations.NullMarked;
