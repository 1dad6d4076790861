/// Builds the Kubernetes objects of a model from a template in YAML and the differences in Java.
@NullMarked
package dev.corral.dispatcher.manifest;

import org.jspecify.annotations.NullMarked;
