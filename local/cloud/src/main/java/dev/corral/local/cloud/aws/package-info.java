/// The wire protocols of AWS (query with XML, JSON 1.1, REST with JSON) on one loopback port, for
/// APIs that are plain functions.
@NullMarked
package dev.corral.local.cloud.aws;

import org.jspecify.annotations.NullMarked;
