/// `make up`: starts the laptop platform's processes, keeps them running, and says where everything
/// is.
@NullMarked
package dev.corral.local.launcher;

import org.jspecify.annotations.NullMarked;
