/// The only package that talks to the Kubernetes API: it observes, carries out plans and reports.
@NullMarked
package dev.corral.dispatcher.reconcile;

import org.jspecify.annotations.NullMarked;
