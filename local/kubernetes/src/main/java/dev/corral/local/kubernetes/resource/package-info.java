/// What create, update, patch and delete mean for an object, independent of HTTP.
@NullMarked
package dev.corral.local.kubernetes.resource;

import org.jspecify.annotations.NullMarked;
