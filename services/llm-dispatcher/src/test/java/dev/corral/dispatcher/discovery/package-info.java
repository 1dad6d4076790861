/// Discovery with recorded answers, hostile ones and none.
@NullMarked
package dev.corral.dispatcher.discovery;

import org.jspecify.annotations.NullMarked;
