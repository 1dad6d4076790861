/// EFS's access points: one directory of a file system each, for one workload.
@NullMarked
package dev.corral.local.cloud.efs;

import org.jspecify.annotations.NullMarked;
