/// The laptop platform's Kubernetes: command line, and the wiring of the server from its parts.
@NullMarked
package dev.corral.local.kubernetes;

import org.jspecify.annotations.NullMarked;
