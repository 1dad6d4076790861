/// The EFS access points of apps, made and removed through the AWS API.
@NullMarked
package dev.corral.dispatcher.storage;

import org.jspecify.annotations.NullMarked;
