/// Pictures: what may be asked for, of whom, and where the results are kept. Plain Java; the relay
/// joins it to HTTP.
@org.jspecify.annotations.NullMarked
package dev.corral.proxy.image;
