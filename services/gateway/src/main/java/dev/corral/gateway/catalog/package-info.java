/// What can be launched: app types, engines, compute and model presets, read from one YAML file.
@NullMarked
package dev.corral.gateway.catalog;

import org.jspecify.annotations.NullMarked;
