/// What the published OpenAPI document says beyond the resources themselves.
@NullMarked
package dev.corral.gateway.contract;

import org.jspecify.annotations.NullMarked;
